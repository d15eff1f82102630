<?php
/**
 * MemberPress.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Account_Identity;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps the account form of MemberPress to what Cognito knows. Its forms are found by Content_Forms.
 */
final class MemberPress {
	/**
	 * Who is who in the pool.
	 *
	 * @var Account_Identity
	 */
	private $identity;

	/**
	 * Takes its parts.
	 *
	 * @param Account_Identity $identity Who is who in the pool.
	 */
	public function __construct( Account_Identity $identity ) {
		$this->identity = $identity;
	}

	/**
	 * Refuses an address that Cognito has not changed before, as from a browser without JavaScript
	 * (filter mepr-validate-account).
	 *
	 * @param string[] $errors Errors.
	 * @return string[]
	 */
	public function refuse( $errors ): array {
		// phpcs:ignore WordPress.Security.NonceVerification -- MemberPress' matter.
		$email = sanitize_email( wp_unslash( $_POST['user_email'] ?? '' ) );
		if ( null !== $this->identity->sub( get_current_user_id() ) && Member_Email::is_other( $email ) ) {
			$errors[] = Member_Email::refusal();
		}
		return $errors;
	}
}
