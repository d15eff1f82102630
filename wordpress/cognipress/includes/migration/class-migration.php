<?php
/**
 * Passwords that move to Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Whether and how the user pool may ask this site about passwords.
 */
final class Migration {
	/**
	 * Shortest secret, in bytes.
	 */
	public const MIN_SECRET = 32;

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
	 * Whether it may: the site takes users over, and shares a secret with the pool's trigger.
	 */
	public function is_on(): bool {
		return 'migration' === $this->settings->sign_in_method() && '' !== $this->secret();
	}

	/**
	 * The secret; empty when there is none that is long enough. Only wp-config.php can hold it.
	 */
	public function secret(): string {
		$secret = defined( 'COGNIPRESS_MIGRATION_SECRET' ) ? constant( 'COGNIPRESS_MIGRATION_SECRET' ) : '';
		return is_string( $secret ) && strlen( $secret ) >= self::MIN_SECRET ? $secret : '';
	}

	/**
	 * Whether e-mail addresses count as verified there, because nobody can have another's here.
	 */
	public function vouches_for_addresses(): bool {
		return $this->settings->is_on( 'migration_verified' );
	}
}
