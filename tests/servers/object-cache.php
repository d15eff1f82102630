<?php
/**
 * An object cache for tests: everything that WordPress caches is in one Redis, shared by all PHP servers, as the
 * object caches that sites use have it. Redis listens on the socket that COGNIPRESS_TEST_REDIS names.
 */

/** Speaks Redis' protocol over a socket. */
final class Test_Redis {
	private $socket;

	public function __construct( string $path ) {
		$this->socket = stream_socket_client( "unix://$path" );
	}

	public function call( string ...$words ) {
		$command = '*' . count( $words ) . "\r\n";
		foreach ( $words as $word ) {
			$command .= '$' . strlen( $word ) . "\r\n$word\r\n";
		}
		fwrite( $this->socket, $command );
		return $this->reply();
	}

	private function reply() {
		$line = rtrim( (string) fgets( $this->socket ), "\r\n" );
		$rest = substr( $line, 1 );
		switch ( $line[0] ?? '' ) {
			case '+':
			case ':':
				return $rest;
			case '$':
				return '-1' === $rest ? null : substr( (string) stream_get_contents( $this->socket, (int) $rest + 2 ), 0, -2 );
			default:
				throw new RuntimeException( "Redis says: $line" );
		}
	}
}

/** WordPress' cache, with what this request has read already at hand, as every such cache has it. */
final class WP_Object_Cache {
	private $redis;
	private $read       = array();
	private $global     = array();
	private $not_shared = array();
	private $site       = 1;

	public function __construct() {
		$this->redis = new Test_Redis( COGNIPRESS_TEST_REDIS );
	}

	public function get( $key, string $group, bool $force, &$found ) {
		$name = $this->name( $key, $group );
		if ( ( $force || ! array_key_exists( $name, $this->read ) ) && $this->is_shared( $group ) ) {
			$text = $this->redis->call( 'GET', $name );
			if ( null !== $text ) {
				$this->read[ $name ] = unserialize( $text );
			} else {
				unset( $this->read[ $name ] );
			}
		}
		$found = array_key_exists( $name, $this->read );
		$value = $found ? $this->read[ $name ] : false;
		return is_object( $value ) ? clone $value : $value;
	}

	/** Stores a value; with "NX" only where there is none, with "XX" only where there is one. */
	public function set( $key, $value, string $group, int $seconds, string $condition = '' ): bool {
		$name  = $this->name( $key, $group );
		$value = is_object( $value ) ? clone $value : $value;
		if ( $this->is_shared( $group ) ) {
			$words = array_merge( array( 'SET', $name, serialize( $value ) ), $seconds > 0 ? array( 'EX', (string) $seconds ) : array(), '' === $condition ? array() : array( $condition ) );
			if ( 'OK' !== $this->redis->call( ...$words ) ) {
				return false;
			}
		} elseif ( '' !== $condition && ( 'XX' === $condition ) !== array_key_exists( $name, $this->read ) ) {
			return false;
		}
		$this->read[ $name ] = $value;
		return true;
	}

	public function delete( $key, string $group ): bool {
		$name = $this->name( $key, $group );
		$was  = array_key_exists( $name, $this->read );
		unset( $this->read[ $name ] );
		return $this->is_shared( $group ) ? '1' === $this->redis->call( 'DEL', $name ) : $was;
	}

	public function flush(): bool {
		$this->read = array();
		return 'OK' === $this->redis->call( 'FLUSHALL' );
	}

	public function add_global_groups( array $groups ): void {
		$this->global += array_fill_keys( $groups, true );
	}

	public function add_non_persistent_groups( array $groups ): void {
		$this->not_shared += array_fill_keys( $groups, true );
	}

	public function switch_to_blog( int $site ): void {
		$this->site = $site;
	}

	private function name( $key, string $group ): string {
		return ( isset( $this->global[ $group ] ) ? '' : $this->site . ':' ) . $group . ':' . $key;
	}

	private function is_shared( string $group ): bool {
		return ! isset( $this->not_shared[ $group ] );
	}
}

function wp_cache_init() {
	$GLOBALS['wp_object_cache'] = new WP_Object_Cache();
}

function wp_cache_get( $key, $group = '', $force = false, &$found = null ) {
	return $GLOBALS['wp_object_cache']->get( $key, $group ?: 'default', $force, $found );
}

function wp_cache_set( $key, $data, $group = '', $expire = 0 ) {
	return $GLOBALS['wp_object_cache']->set( $key, $data, $group ?: 'default', (int) $expire );
}

function wp_cache_add( $key, $data, $group = '', $expire = 0 ) {
	return ! wp_suspend_cache_addition() && $GLOBALS['wp_object_cache']->set( $key, $data, $group ?: 'default', (int) $expire, 'NX' );
}

function wp_cache_replace( $key, $data, $group = '', $expire = 0 ) {
	return $GLOBALS['wp_object_cache']->set( $key, $data, $group ?: 'default', (int) $expire, 'XX' );
}

function wp_cache_delete( $key, $group = '' ) {
	return $GLOBALS['wp_object_cache']->delete( $key, $group ?: 'default' );
}

function wp_cache_incr( $key, $offset = 1, $group = '' ) {
	$value = wp_cache_get( $key, $group );
	return false === $value || ! wp_cache_set( $key, max( 0, $value + $offset ), $group ) ? false : max( 0, $value + $offset );
}

function wp_cache_decr( $key, $offset = 1, $group = '' ) {
	return wp_cache_incr( $key, -$offset, $group );
}

function wp_cache_flush() {
	return $GLOBALS['wp_object_cache']->flush();
}

function wp_cache_close() {
	return true;
}

function wp_cache_add_global_groups( $groups ) {
	$GLOBALS['wp_object_cache']->add_global_groups( (array) $groups );
}

function wp_cache_add_non_persistent_groups( $groups ) {
	$GLOBALS['wp_object_cache']->add_non_persistent_groups( (array) $groups );
}

function wp_cache_switch_to_blog( $blog_id ) {
	$GLOBALS['wp_object_cache']->switch_to_blog( (int) $blog_id );
}
