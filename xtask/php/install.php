<?php
/**
 * Configures and installs a WordPress for tests and the demo.
 *
 *     php install.php ROOT SETTINGS
 *
 * To be run twice where it is to be a network.
 *
 * SETTINGS is a JSON file: { "url", "adminPassword", "database": "sqlite" | HOST, "network": bool, "constants": { NAME: value } }
 */

if ( PHP_SAPI !== 'cli' ) {
	exit( 1 );
}
error_reporting( E_ALL & ~E_DEPRECATED );

$root     = $argv[1];
$settings = json_decode( file_get_contents( $argv[2] ), true, 512, JSON_THROW_ON_ERROR );

// What the sessions are signed with must survive a restart.
if ( ! is_file( "$root/salts.php" ) ) {
	$salts = "<?php\n";
	foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $scheme ) {
		foreach ( array( 'KEY', 'SALT' ) as $kind ) {
			$salts .= sprintf( "define( '%s_%s', '%s' );\n", $scheme, $kind, bin2hex( random_bytes( 32 ) ) );
		}
	}
	file_put_contents( "$root/salts.php", $salts );
}

$constants = array(
	'WP_HOME'                => $settings['url'],
	'WP_SITEURL'             => $settings['url'],
	'DB_NAME'                => 'wordpress',
	'DB_USER'                => 'root',
	'DB_PASSWORD'            => '',
	'DB_HOST'                => $settings['database'],
	'DB_CHARSET'             => 'utf8mb4',
	'DB_COLLATE'             => '',
	'WP_DEBUG'               => true,
	'WP_DEBUG_DISPLAY'       => false,
	'WP_DEBUG_LOG'           => dirname( $root ) . '/debug.log',
	// The site talks to this machine only, and only when it is asked something.
	'WP_HTTP_BLOCK_EXTERNAL' => true,
	'WP_ACCESSIBLE_HOSTS'    => 'localhost,127.0.0.1',
	'DISABLE_WP_CRON'        => true,
	'DISALLOW_FILE_MODS'     => true,
);

$config = "<?php\nrequire __DIR__ . '/salts.php';\n";
foreach ( array_merge( $constants, $settings['constants'] ) as $name => $value ) {
	$config .= sprintf( "define( %s, %s );\n", var_export( $name, true ), var_export( $value, true ) );
}
$config .= "\$table_prefix = 'wp_';\n";
// Written when there are the tables of a network.
$config .= "is_file( __DIR__ . '/network.php' ) && require __DIR__ . '/network.php';\n";
$config .= "defined( 'ABSPATH' ) || define( 'ABSPATH', __DIR__ . '/' );\n";
$config .= "require_once ABSPATH . 'wp-settings.php';\n";
file_put_contents( "$root/wp-config.php", $config );

if ( 'sqlite' === $settings['database'] ) {
	copy( "$root/wp-content/plugins/sqlite-database-integration/db.copy", "$root/wp-content/db.php" );
}

define( 'WP_INSTALLING', true );
$host                 = parse_url( $settings['url'], PHP_URL_HOST ) . ':' . parse_url( $settings['url'], PHP_URL_PORT );
$_SERVER['HTTP_HOST'] = $host;

/** Stands in for WordPress' own, which sends mail. */
function wp_new_blog_notification() {
}

require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

if ( ! is_blog_installed() ) {
	wp_install( 'Cognipress', 'admin', 'admin@example.org', true, '', $settings['adminPassword'] );
	update_option( 'permalink_structure', '/%postname%/' );
	flush_rewrite_rules();
}

if ( $settings['network'] && ! is_multisite() ) {
	define( 'WP_INSTALLING_NETWORK', true );
	foreach ( $wpdb->tables( 'ms_global' ) as $table => $name ) {
		$wpdb->$table = $name;
	}
	install_network();
	populate_network( 1, $host, 'admin@example.org', 'Cognipress', '/', false );
	$network = "<?php\n";
	foreach ( array( 'MULTISITE' => true, 'SUBDOMAIN_INSTALL' => false, 'DOMAIN_CURRENT_SITE' => $host, 'PATH_CURRENT_SITE' => '/', 'SITE_ID_CURRENT_SITE' => 1, 'BLOG_ID_CURRENT_SITE' => 1 ) as $name => $value ) {
		$network .= sprintf( "define( '%s', %s );\n", $name, var_export( $value, true ) );
	}
	file_put_contents( "$root/network.php", $network );
	// Only a process that was started in a network can do the rest.
	exit;
}

$plugin = 'cognipress/cognipress.php';
if ( is_file( WP_PLUGIN_DIR . "/$plugin" ) ) {
	$result = activate_plugin( $plugin, '', is_multisite() );
	if ( is_wp_error( $result ) ) {
		fwrite( STDERR, 'The plugin cannot be activated: ' . $result->get_error_message() . "\n" );
		exit( 1 );
	}
}
