<?php
/**
 * BuddyPress.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Account_Forms;
use Cognipress\Account_Identity;
use Cognipress\Form_Scripts;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps BuddyPress' registration and its members' settings to what Cognito knows. Its forms are found by Content_Forms.
 */
final class BuddyPress {
	/**
	 * Makes forms adopted ones.
	 *
	 * @var Form_Scripts
	 */
	private $scripts;

	/**
	 * Who is who in the pool.
	 *
	 * @var Account_Identity
	 */
	private $identity;

	/**
	 * Takes its parts.
	 *
	 * @param Form_Scripts     $scripts  Makes forms adopted ones.
	 * @param Account_Identity $identity Who is who in the pool.
	 */
	public function __construct( Form_Scripts $scripts, Account_Identity $identity ) {
		$this->scripts  = $scripts;
		$this->identity = $identity;
	}

	/**
	 * Refuses who registers at BuddyPress itself, by its page or its API (filter bp_core_validate_user_signup).
	 *
	 * @param array<string, mixed> $result Errors among them.
	 * @return array<string, mixed>
	 */
	public function refuse( $result ): array {
		if ( $this->scripts->is_active() && ! current_user_can( 'create_users' ) ) {
			$result['errors']->add( 'user_name', Form_Scripts::refusal() );
		}
		return $result;
	}

	/**
	 * Tells the page script whose the settings are (action bp_core_general_settings_before_submit). Administrators may be
	 * at somebody else's.
	 */
	public function print_field(): void {
		if ( bp_is_my_profile() ) {
			$this->identity->print_field();
		}
	}

	/**
	 * The same where the part of a profile is edited that has the name (action bp_after_profile_field_content). BuddyPress
	 * does it also where it shows profiles, and where its own are switched off.
	 */
	public function print_field_of_name(): void {
		if ( bp_is_active( 'xprofile' ) && bp_is_user_profile_edit() && in_array( bp_xprofile_fullname_field_id(), wp_parse_id_list( bp_get_the_profile_field_ids() ), true ) ) {
			$this->print_field();
		}
	}

	/**
	 * Answers a member of the pool in place of BuddyPress, which would ask for a password of WordPress and for a second
	 * proof of the address: both are changed by now, unless the browser has no JavaScript (action bp_actions).
	 */
	public function save_settings(): void {
		if ( ! isset( $_POST['submit'] ) || ! bp_is_settings_component() || ! bp_is_current_action( 'general' ) || ! bp_is_my_profile()
			|| null === $this->identity->sub( get_current_user_id() ) ) {
			return;
		}
		check_admin_referer( 'bp_settings_general' );
		$provider = Account_Identity::provider();
		$email    = sanitize_email( wp_unslash( $_POST['email'] ?? '' ) );
		if ( null !== $provider && ( ! empty( $_POST['pass1'] ) || Member_Email::is_other( $email ) ) ) {
			bp_core_add_message( Account_Forms::elsewhere( $provider ), 'error' );
		} elseif ( ! empty( $_POST['pwd'] ) || ! empty( $_POST['pass1'] ) ) {
			bp_core_add_message( Form_Scripts::refusal(), 'error' );
		} elseif ( Member_Email::is_other( $email ) ) {
			bp_core_add_message( Member_Email::refusal(), 'error' );
		} else {
			bp_core_add_message( __( 'Your settings have been saved.', 'buddypress' ) ); // phpcs:ignore WordPress.WP.I18n.TextDomainMismatch -- BuddyPress' own words.
			/** This action is documented in bp-settings/actions/general.php */
			do_action( 'bp_core_general_settings_after_save', get_current_user_id(), bp_get_requested_url() );
		}
		bp_core_redirect( bp_get_requested_url() );
	}
}
