<?php
/**
 * Settings of the user pool.
 *
 * @package Cognipress
 */

namespace Cognipress;

use InvalidArgumentException;

defined( 'ABSPATH' ) || exit;

/**
 * Which user pool, and by which app client.
 */
final class Pool_Section implements Settings_Section {
	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Settings $settings Settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Registers the section and its fields.
	 *
	 * @param Settings_Fields $fields Controls.
	 */
	public function register( Settings_Fields $fields ): void {
		add_settings_section( 'pool', __( 'User pool', 'cognipress' ), array( $this, 'print_derived' ), Settings_Fields::PAGE );
		$fields->add(
			'pool',
			'user_pool_id',
			__( 'User pool ID', 'cognipress' ),
			static function () use ( $fields ): void {
				$fields->text( 'user_pool_id', __( 'For example eu-west-1_AbCdEf123. Everything above is derived from it.', 'cognipress' ) );
			}
		);
		$fields->add(
			'pool',
			'client_id',
			__( 'App client ID', 'cognipress' ),
			static function () use ( $fields ): void {
				$fields->text( 'client_id', __( 'For example 1example23456789.', 'cognipress' ) );
			}
		);
		$this->register_more( $fields );
	}

	/**
	 * Registers the fields of sites with several pools.
	 *
	 * @param Settings_Fields $fields Controls.
	 */
	private function register_more( Settings_Fields $fields ): void {
		$settings = $this->settings;
		$fields->add(
			'pool',
			'more_pools',
			__( 'More user pools', 'cognipress' ),
			static function () use ( $fields, $settings ): void {
				$fields->map( 'more_pools', $settings->rows( 'more_pools' ) ?? array(), __( 'One line a user pool whose users may sign in here too: name = user pool ID, app client ID. The login page then offers the choice. In “Roles of groups” the groups of such a pool have its name before them, such as Staff: editors = editor. The buttons of identity providers, the sync and the migration of passwords are for the user pool above.', 'cognipress' ) );
			}
		);
		$fields->add(
			'pool',
			'first_pool',
			__( 'Name of the first', 'cognipress' ),
			static function () use ( $fields ): void {
				$fields->text( 'first_pool', __( 'What the login page calls the user pool above where there are others, such as Customers. Otherwise the name of the site.', 'cognipress' ) );
			}
		);
	}

	/**
	 * The section's settings out of posted values.
	 *
	 * @param array<string, mixed> $input  Posted values.
	 * @param array<string, mixed> $stored Values until now.
	 * @return array<string, mixed>
	 */
	public function sanitize( array $input, array $stored ): array {
		$pool   = Posted::text( $input, 'user_pool_id' );
		$client = Posted::text( $input, 'client_id' );
		try {
			'' === $pool || new User_Pool( $pool );
		} catch ( InvalidArgumentException $e ) {
			Settings_Fields::refuse( 'user_pool_id', __( 'A user pool ID looks like eu-west-1_AbCdEf123. The old one was kept.', 'cognipress' ) );
			$pool = $stored['user_pool_id'] ?? '';
		}
		if ( '' !== $client && ! Settings::is_client_id( $client ) ) {
			Settings_Fields::refuse( 'client_id', __( 'An app client ID has only letters and digits. The old one was kept.', 'cognipress' ) );
			$client = $stored['client_id'] ?? '';
		}
		return array(
			'user_pool_id' => $pool,
			'client_id'    => $client,
			'more_pools'   => self::more_pools( Posted::map( $input, 'more_pools' ), $stored ),
			'first_pool'   => Posted::text( $input, 'first_pool' ),
		);
	}

	/**
	 * The rows of a text, or the stored ones when it is wrong.
	 *
	 * @param string               $text   Text.
	 * @param array<string, mixed> $stored Values until now.
	 * @return array<string, string>
	 */
	private static function more_pools( string $text, array $stored ): array {
		try {
			$rows = Map_Text::parse( $text );
			foreach ( $rows as $name => $row ) {
				if ( null === Pools::parse( $row ) ) {
					throw new InvalidArgumentException( $name . ' = ' . $row );
				}
			}
			return $rows;
		} catch ( InvalidArgumentException $e ) {
			/* translators: %s: a line. */
			Settings_Fields::refuse( 'more_pools', sprintf( __( 'This line is not of the form name = user pool ID, app client ID: “%s”. The old list was kept.', 'cognipress' ), $e->getMessage() ) );
			return $stored['more_pools'] ?? array();
		}
	}

	/**
	 * Prints what follows from the user pool's id.
	 */
	public function print_derived(): void {
		echo '<p>' . esc_html__( 'Both IDs are shown in the Amazon Cognito console. The app client must be public (without a secret) and allow ALLOW_USER_SRP_AUTH.', 'cognipress' ) . '</p>';
		$pool = $this->settings->user_pool();
		if ( null === $pool ) {
			return;
		}
		$facts = array(
			__( 'Region', 'cognipress' )      => $pool->region(),
			__( 'Endpoint', 'cognipress' )    => $this->settings->endpoint(),
			__( 'Issuers', 'cognipress' )     => implode( ', ', $pool->issuers() ),
			__( 'Public keys', 'cognipress' ) => $this->settings->jwks_url(),
		);
		echo '<table class="form-table" role="presentation">';
		foreach ( $facts as $name => $value ) {
			printf( '<tr><th scope="row">%s</th><td><code>%s</code></td></tr>', esc_html( $name ), esc_html( $value ) );
		}
		echo '</table>';
	}
}
