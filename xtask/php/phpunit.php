<?php
/**
 * Runs PHPUnit in a PHP that has neither an environment nor other processes.
 *
 *     php phpunit.php ROOT CONFIGURATION
 */

putenv( "COGNIPRESS_WP_ROOT=$argv[1]" );
putenv( 'COGNIPRESS_ONE_PROCESS=1' );
putenv( 'OPENSSL_CONF=/etc/ssl/openssl.cnf' );
$_SERVER['argv'] = array( 'phpunit', '--configuration', $argv[2] );
// This PHPUnit is older than the newest PHP.
error_reporting( E_ALL & ~E_DEPRECATED );
set_include_path( '/usr/share/php' );
require 'PHPUnit/Autoload.php';
PHPUnit\TextUI\Command::main();
