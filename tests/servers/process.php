<?php
/**
 * One exchange in a process of its own, as a web server's worker that dies in the midst of it.
 *
 *     php process.php ROOT URL ID_TOKEN DIES_BEFORE
 *
 * DIES_BEFORE is the number of the database query before which it is killed; 0: it lives, and prints the status and how
 * many queries there were as JSON.
 */

error_reporting( 0 );
list( , $root, $url, $id_token, $dies_before ) = $argv;
$_SERVER += array(
	'HTTP_HOST'      => substr( strrchr( $url, '/' ), 1 ),
	'REQUEST_METHOD' => 'POST',
	'REQUEST_URI'    => '/',
	'REMOTE_ADDR'    => '127.0.0.1',
);
require $root . '/wp-load.php';

$post = static function ( string $route, array $body ) use ( $url ): WP_REST_Response {
	$request = new WP_REST_Request( 'POST', '/cognipress/v1/' . $route );
	$request->set_header( 'Origin', $url );
	$request->set_header( 'Content-Type', 'application/json' );
	$request->set_body( wp_json_encode( $body ) );
	return rest_do_request( $request );
};

$challenge = $post( 'challenge', array( 'for' => 'a session' ) )->get_data()['challenge'];
$queries   = 0;
add_filter(
	'query',
	static function ( $query ) use ( &$queries, $dies_before ) {
		++$queries === (int) $dies_before && posix_kill( getmypid(), SIGKILL );
		return $query;
	},
	PHP_INT_MAX
);
$status = $post( 'session', array( 'idToken' => $id_token, 'challenge' => $challenge ) )->get_status();
echo "\n", wp_json_encode( array( 'status' => $status, 'queries' => $queries ) );
