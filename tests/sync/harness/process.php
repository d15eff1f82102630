<?php
/**
 * One PHP process of the site, which may be killed at any moment.
 *
 *     php process.php ROOT CONSTANTS set SETTINGS
 *     php process.php ROOT CONSTANTS import BATCH
 *     php process.php ROOT CONSTANTS run
 *     php process.php ROOT CONSTANTS look
 *
 * CONSTANTS, SETTINGS and BATCH are JSON. A batch is { "people", "diesAfter" }, the latter a number of people or null;
 * a person is { "login", "version" }, where version null is deleted.
 */

error_reporting( 0 );
$_SERVER += array( 'HTTP_HOST' => 'localhost', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'REMOTE_ADDR' => '127.0.0.1' );
foreach ( json_decode( $argv[2], true ) as $name => $value ) {
	define( $name, $value );
}
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/user.php';
add_filter( 'wp_hash_password_options', static fn() => array( 'cost' => 4 ) );

switch ( $argv[3] ) {
	case 'set':
		update_option( 'cognipress_settings', json_decode( $argv[4], true ) );
		break;
	case 'import':
		$batch = json_decode( $argv[4], true );
		foreach ( $batch['people'] as $index => $person ) {
			// As a kill from outside, but not before it has done something.
			$index === $batch['diesAfter'] && posix_kill( getmypid(), SIGKILL );
			$user = get_user_by( 'login', $person['login'] );
			if ( null === $person['version'] ) {
				false === $user || wp_delete_user( $user->ID );
				continue;
			}
			$data = array(
				'user_login' => $person['login'],
				'user_email' => $person['login'] . '@example.org',
				'first_name' => 'v' . $person['version'],
				'role'       => 0 === $person['version'] % 2 ? 'subscriber' : 'editor',
			);
			$id   = false === $user ? wp_insert_user( $data + array( 'user_pass' => 'x' ) ) : wp_update_user( array( 'ID' => $user->ID ) + $data );
			is_wp_error( $id ) && exit( 1 );
		}
		break;
	case 'run':
		do_action( 'cognipress_sync' );
		break;
	case 'look':
		$users = array();
		foreach ( get_users() as $user ) {
			$users[ $user->user_login ] = array(
				'id'    => (string) $user->ID,
				'email' => $user->user_email,
				'name'  => $user->first_name,
				'roles' => $user->roles,
			);
		}
		echo "\n", json_encode( array( 'users' => $users, 'queue' => ( new Cognipress\Change_Queue() )->standing(), 'refused' => ( new Cognipress\Change_Queue() )->dead( 5, 0 ) ) );
}
