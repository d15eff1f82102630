<?php
/**
 * Loads a real WordPress, named by COGNIPRESS_WP_ROOT, in which the plugin is active. One that is a network goes by
 * the host that COGNIPRESS_WP_HOST names.
 *
 * The site must not set the plugin's constants: the tests do that where they need it.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

$root = getenv( 'COGNIPRESS_WP_ROOT' );
if ( ! is_string( $root ) || ! is_readable( $root . '/wp-load.php' ) ) {
	fwrite( STDERR, "COGNIPRESS_WP_ROOT must name the folder of an installed WordPress.\n" );
	exit( 1 );
}

$_SERVER['HTTP_HOST']       = getenv( 'COGNIPRESS_WP_HOST' ) ?: 'localhost';
$_SERVER['REQUEST_METHOD']  = 'GET';
$_SERVER['REMOTE_ADDR']     = '192.0.2.1';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';

// WordPress sets its globals in whatever scope loads it.
foreach ( array( 'wpdb', 'wp', 'wp_query', 'wp_rewrite', 'wp_the_query', 'wp_locale', 'wp_roles', 'pagenow', 'table_prefix', 'current_user', 'shortcode_tags' ) as $name ) {
	global $$name;
}
require $root . '/wp-load.php';

if ( ! defined( 'Cognipress\VERSION' ) || defined( 'COGNIPRESS_USER_POOL_ID' ) ) {
	fwrite( STDERR, "The plugin must be active, and wp-config.php must not set its constants.\n" );
	exit( 1 );
}

require_once __DIR__ . '/support/class-test-case.php';
require_once __DIR__ . '/support/class-plugin-source.php';
require_once __DIR__ . '/support/class-pool.php';
require_once __DIR__ . '/support/class-process.php';
