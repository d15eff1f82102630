<?php
/**
 * Check of what the site's owner vouches for.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Asks the user pool whether it requires a second factor, where keys of AWS may ask that.
 */
final class Mfa_Check {
	/**
	 * Cognito.
	 *
	 * @var Cognito_Admin
	 */
	private $admin;

	/**
	 * Takes its part.
	 *
	 * @param Cognito_Admin $admin Cognito.
	 */
	public function __construct( Cognito_Admin $admin ) {
		$this->admin = $admin;
	}

	/**
	 * The finding.
	 */
	public function run(): Finding {
		try {
			$mode = $this->admin->call( 'GetUserPoolMfaConfig', array() )['MfaConfiguration'] ?? '';
		} catch ( Unavailable | Admin_Refused $e ) {
			/* translators: %s: error message. */
			return new Finding( Finding::GOOD, sprintf( __( 'COGNIPRESS_POOLS_REQUIRE_MFA says that the user pool requires a second factor. This site cannot check that: %s', 'cognipress' ), $e->getMessage() ) );
		}
		if ( 'ON' !== $mode ) {
			return new Finding( Finding::CRITICAL, __( 'COGNIPRESS_POOLS_REQUIRE_MFA says that the user pool requires a second factor, but it does not: who knows a password can get past the Two-Factor plugin. Please require MFA in the user pool, or take the constant out of wp-config.php.', 'cognipress' ) );
		}
		return new Finding( Finding::GOOD, __( 'The user pool requires a second factor, as COGNIPRESS_POOLS_REQUIRE_MFA says.', 'cognipress' ) );
	}
}
