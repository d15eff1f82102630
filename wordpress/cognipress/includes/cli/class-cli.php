<?php
/**
 * The command wp cognipress.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_CLI;
use WP_Error;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Looks after accounts that sign in through Amazon Cognito.
 *
 * Loaded only where WP-CLI runs.
 */
final class Cli {
	/**
	 * Links by hand.
	 *
	 * @var Accounts
	 */
	private $accounts;

	/**
	 * Ends sessions.
	 *
	 * @var Global_Sign_Out
	 */
	private $sign_out;

	/**
	 * Checks.
	 *
	 * @var Doctor
	 */
	private $doctor;

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Accounts        $accounts Links by hand.
	 * @param Global_Sign_Out $sign_out Ends sessions.
	 * @param Doctor          $doctor   Checks.
	 * @param Settings        $settings Settings.
	 */
	public function __construct( Accounts $accounts, Global_Sign_Out $sign_out, Doctor $doctor, Settings $settings ) {
		$this->accounts = $accounts;
		$this->sign_out = $sign_out;
		$this->doctor   = $doctor;
		$this->settings = $settings;
	}

	/**
	 * Links an account to a user of the pool.
	 *
	 * ## OPTIONS
	 *
	 * <user>
	 * : Login, e-mail address or id of the account.
	 *
	 * <sub>
	 * : Cognito's id of the user.
	 *
	 * [--pool=<name>]
	 * : Name of the pool where the site has several; the first one unless given.
	 *
	 * @param string[]              $arguments Arguments.
	 * @param array<string, string> $options   Options.
	 */
	public function link( array $arguments, array $options = array() ): void {
		$settings = ( new Pools( $this->settings ) )->all()[ $options['pool'] ?? '' ] ?? null;
		$pool     = null === $settings ? null : $settings->user_pool();
		if ( null === $pool ) {
			WP_CLI::error( 'No such user pool is set.' );
			return;
		}
		self::tell( $this->accounts->link( self::user( $arguments[0] ), $pool->issuers()[0], strtolower( $arguments[1] ) ), 'Linked.' );
	}

	/**
	 * Unlinks an account and ends its sessions.
	 *
	 * ## OPTIONS
	 *
	 * <user>
	 * : Login, e-mail address or id of the account.
	 *
	 * @param string[] $arguments Arguments.
	 */
	public function unlink( array $arguments ): void {
		self::tell( $this->accounts->unlink( self::user( $arguments[0] ) ), 'Unlinked.' );
	}

	/**
	 * Gives the link and the content of one account to another, and deletes it.
	 *
	 * ## OPTIONS
	 *
	 * <from>
	 * : Login, e-mail address or id of the account that goes.
	 *
	 * <into>
	 * : Login, e-mail address or id of the account that stays.
	 *
	 * @param string[] $arguments Arguments.
	 */
	public function merge( array $arguments ): void {
		self::tell( $this->accounts->merge( self::user( $arguments[0] ), self::user( $arguments[1] ) ), 'Merged.' );
	}

	/**
	 * Logs a user out of WordPress and Cognito, on all devices.
	 *
	 * ## OPTIONS
	 *
	 * <user>
	 * : Login, e-mail address or id of the account.
	 *
	 * @param string[] $arguments Arguments.
	 */
	public function revoke( array $arguments ): void {
		$count = $this->sign_out->run( self::user( $arguments[0] )->ID );
		WP_CLI::success( sprintf( 'Ended %d sessions.', $count ) );
	}

	/**
	 * Checks everything that signing in needs. Fails when something is wrong.
	 */
	public function doctor(): void {
		$findings = $this->doctor->examine();
		foreach ( $findings as $finding ) {
			WP_CLI::log( sprintf( '%-11s  %s', $finding->status(), $finding->text() ) );
		}
		if ( Finding::CRITICAL === Finding::worst( $findings ) ) {
			WP_CLI::halt( 1 );
		}
	}

	/**
	 * Prints the settings as constants of wp-config.php and as JSON.
	 *
	 * ## OPTIONS
	 *
	 * [--network]
	 * : Those of the network, with the names of those that its sites may change.
	 *
	 * @subcommand export-config
	 *
	 * @param string[]            $arguments Arguments.
	 * @param array<string, bool> $options   Options.
	 */
	public function export_config( array $arguments = array(), array $options = array() ): void {
		$is_network = isset( $options['network'] );
		if ( $is_network && ! Settings_Store::has_network() ) {
			WP_CLI::error( 'The plugin is not active for a network.' );
		}
		$settings = $is_network ? new Settings( new Settings_Store( true ) ) : $this->settings;
		foreach ( Settings::CONSTANTS as $name => $constant ) {
			$value = 'strict' === $name ? $settings->is_strict() : $settings->text( $name );
			// phpcs:ignore WordPress.PHP.DevelopmentFunctions -- PHP that can be pasted.
			WP_CLI::line( sprintf( 'define( %s, %s );', var_export( $constant, true ), var_export( $value, true ) ) );
		}
		$saved    = $settings->store()->saved();
		$unlocked = static fn( string $name ): bool => Settings_Store::is_unlocked( $name );
		$facts    = $is_network ? $saved + array( Settings_Store::UNLOCKED_OPTION => array_values( array_filter( array_keys( $saved ), $unlocked ) ) ) : $saved;
		WP_CLI::line( (string) wp_json_encode( (object) $facts, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE ) );
	}

	/**
	 * The account that an argument names. WP_CLI::error() ends the command.
	 *
	 * @param string $name Login, e-mail address or id.
	 */
	private static function user( string $name ): WP_User {
		foreach ( array( 'login', 'email', 'id' ) as $field ) {
			$user = get_user_by( $field, $name );
			if ( false !== $user ) {
				return $user;
			}
		}
		WP_CLI::error( sprintf( 'There is no user %s.', $name ) );
	}

	/**
	 * Tells how it went.
	 *
	 * @param true|WP_Error $result  Result.
	 * @param string        $success What to say when it went well.
	 */
	private static function tell( $result, string $success ): void {
		if ( is_wp_error( $result ) ) {
			WP_CLI::error( $result->get_error_message() );
		}
		WP_CLI::success( $success );
	}
}
