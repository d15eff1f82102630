<?php
/**
 * What all tests have in common.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Settings;
use PHPUnit\Framework\TestCase;

/**
 * Runs every test in a transaction that is rolled back, with fresh caches and hooks.
 */
abstract class Test_Case extends TestCase {
	/**
	 * Hooks as they were.
	 *
	 * @var array<string, \WP_Hook>
	 */
	private $hooks;

	/**
	 * How often each action was done before the test.
	 *
	 * @var array<string, int>
	 */
	private $actions;

	/**
	 * Begins.
	 */
	protected function setUp(): void {
		global $wpdb, $wp_filter, $wp_actions;
		$this->actions = $wp_actions;
		$this->hooks   = array_map(
			static function ( $hook ) {
				return clone $hook;
			},
			$wp_filter
		);
		$_COOKIE     = array();
		$_POST       = array();
		$_GET        = array();
		wp_cache_flush();
		wp_set_current_user( 0 );
		$wpdb->suppress_errors( false );
		$wpdb->query( 'START TRANSACTION' );
		// Hashing passwords well takes long.
		add_filter(
			'wp_hash_password_options',
			static function (): array {
				return array( 'cost' => 4 );
			}
		);
		// Without headers there are no cookies to send.
		add_filter( 'send_auth_cookies', '__return_false' );
	}

	/**
	 * Undoes everything.
	 */
	protected function tearDown(): void {
		global $wpdb, $wp_filter, $wp_actions;
		$wpdb->query( 'ROLLBACK' );
		// phpcs:disable WordPress.WP.GlobalVariablesOverride
		$wp_filter  = $this->hooks;
		$wp_actions = $this->actions;
		// phpcs:enable
		wp_cache_flush();
	}

	/**
	 * Skips a test where the database takes small and capital letters for the same.
	 */
	protected static function need_binary_comparison(): void {
		global $wpdb;
		if ( ! $wpdb->dbh instanceof \mysqli ) {
			self::markTestSkipped( 'The plugin for SQLite compares without case.' );
		}
	}

	/**
	 * Configures the plugin for the test pool.
	 *
	 * @param array<string, mixed> $changes Settings to change.
	 */
	protected static function configure( array $changes = array() ): void {
		$settings = array(
			'user_pool_id' => Pool::ID,
			'client_id'    => Pool::CLIENT_ID,
			'default_role' => 'subscriber',
			'strict'       => false,
		);
		update_option( Settings::OPTION, $changes + $settings );
	}

	/**
	 * Answers HTTP requests in the place of the network.
	 *
	 * @param callable $answer function( string $url, array $arguments ): array|\WP_Error.
	 */
	protected static function answer_http( callable $answer ): void {
		add_filter(
			'pre_http_request',
			static function ( $response, $arguments, $url ) use ( $answer ) {
				return $answer( $url, $arguments );
			},
			10,
			3
		);
	}

	/**
	 * An HTTP response.
	 *
	 * @param int                   $status  Status.
	 * @param string                $body    Body.
	 * @param array<string, string> $headers Headers.
	 * @return array<string, mixed>
	 */
	protected static function response( int $status, string $body = '', array $headers = array() ): array {
		return array(
			'headers'  => $headers,
			'body'     => $body,
			'response' => array(
				'code'    => $status,
				'message' => '',
			),
			'cookies'  => array(),
			'filename' => null,
		);
	}

	/**
	 * Deletes a user, from the network where the site is in one.
	 *
	 * @param int $id User.
	 */
	protected static function delete_user( int $id ): void {
		require_once ABSPATH . 'wp-admin/includes/user.php';
		if ( is_multisite() ) {
			require_once ABSPATH . 'wp-admin/includes/ms.php';
			wpmu_delete_user( $id );
		} else {
			wp_delete_user( $id );
		}
	}

	/**
	 * A new user.
	 *
	 * @param string               $login Login name.
	 * @param array<string, mixed> $data  More of wp_insert_user().
	 */
	protected static function user( string $login, array $data = array() ): \WP_User {
		$id = wp_insert_user(
			$data + array(
				'user_login' => $login,
				'user_pass'  => 'local-password',
				'user_email' => $login . '@local.example',
			)
		);
		return get_userdata( $id );
	}
}
