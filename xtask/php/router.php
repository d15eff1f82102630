<?php
/**
 * Lets `php -S` serve a WordPress with pretty permalinks, or a network of them in folders.
 */

$path = rawurldecode( (string) parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
$file = $_SERVER['DOCUMENT_ROOT'] . $path;

// An existing file, or a folder with an index of its own such as /wp-admin/.
if ( '/' !== $path && ( is_file( $file ) || is_file( rtrim( $file, '/' ) . '/index.php' ) ) ) {
	if ( is_dir( $file ) && '/' !== substr( $path, -1 ) ) {
		header( 'Location: ' . $path . '/', true, 301 );
		return true;
	}
	return false;
}

// A file as another site of the network sees it.
if ( preg_match( '#^/[\w-]+(/wp-(?:admin|content|includes)(?:/.*)?|/wp-[\w-]+\.php|/xmlrpc\.php)$#', $path, $match ) ) {
	$path = is_dir( $_SERVER['DOCUMENT_ROOT'] . $match[1] ) ? rtrim( $match[1], '/' ) . '/index.php' : $match[1];
	$file = $_SERVER['DOCUMENT_ROOT'] . $path;
	if ( is_file( $file ) && '.php' !== substr( $file, -4 ) ) {
		header( "Location: $path" );
		return true;
	}
	if ( is_file( $file ) ) {
		$_SERVER['SCRIPT_NAME']     = $path;
		$_SERVER['PHP_SELF']        = $path;
		$_SERVER['SCRIPT_FILENAME'] = $file;
		chdir( dirname( $file ) );
		require $file;
		return true;
	}
}

$_SERVER['SCRIPT_NAME']     = '/index.php';
$_SERVER['PHP_SELF']        = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $_SERVER['DOCUMENT_ROOT'] . '/index.php';
require $_SERVER['SCRIPT_FILENAME'];
