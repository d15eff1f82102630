<?php
/**
 * Writes the log.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Listens to what the plugin tells the site, as any other plugin could.
 */
final class Event_Recorder {
	/**
	 * The log.
	 *
	 * @var Event_Log
	 */
	private $log;

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Event_Log $log      The log.
	 * @param Settings  $settings Settings.
	 */
	public function __construct( Event_Log $log, Settings $settings ) {
		$this->log      = $log;
		$this->settings = $settings;
	}

	/**
	 * Action cognipress_signed_in.
	 *
	 * @param WP_User $user User.
	 */
	public function signed_in( WP_User $user ): void {
		$this->add( Event_Names::SIGNED_IN, $user->ID );
	}

	/**
	 * Action cognipress_refused.
	 *
	 * @param string $reason Short reason.
	 */
	public function refused( string $reason ): void {
		$this->add( Event_Names::REFUSED, 0, $reason );
	}

	/**
	 * Action cognipress_stepped_up.
	 *
	 * @param int    $user_id User.
	 * @param string $acr     Authentication context class.
	 */
	public function stepped_up( int $user_id, string $acr ): void {
		$this->add( Event_Names::STEPPED_UP, $user_id, $acr );
	}

	/**
	 * Action cognipress_access_given.
	 *
	 * @param int $user_id Whose account.
	 * @param int $by      Who has made the link.
	 */
	public function access_given( int $user_id, int $by ): void {
		$this->add( Event_Names::GIVEN, $user_id, '#' . $by );
	}

	/**
	 * Action cognipress_access_used.
	 *
	 * @param int $user_id Whose account.
	 * @param int $by      Who has made the link.
	 */
	public function access_used( int $user_id, int $by ): void {
		$this->add( Event_Names::USED, $user_id, '#' . $by );
	}

	/**
	 * Action cognipress_user_linked.
	 *
	 * @param int $user_id User.
	 */
	public function linked( int $user_id ): void {
		$this->add( Event_Names::LINKED, $user_id );
	}

	/**
	 * Action cognipress_user_unlinked.
	 *
	 * @param int $user_id User.
	 */
	public function unlinked( int $user_id ): void {
		$this->add( Event_Names::UNLINKED, $user_id );
	}

	/**
	 * Action cognipress_users_merged.
	 *
	 * @param int $from User who is gone.
	 * @param int $into User who stays.
	 */
	public function merged( int $from, int $into ): void {
		$this->add( Event_Names::MERGED, $into, '#' . $from );
	}

	/**
	 * Action cognipress_user_deleted.
	 *
	 * @param int $user_id User.
	 */
	public function deleted( int $user_id ): void {
		$this->add( Event_Names::DELETED, $user_id );
	}

	/**
	 * Action cognipress_roles_changed.
	 *
	 * @param int      $user_id User.
	 * @param string[] $added   New roles.
	 * @param string[] $removed Roles that the user has no longer.
	 */
	public function roles_changed( int $user_id, array $added, array $removed ): void {
		$sign = static fn( string $sign ): callable => static fn( string $role ): string => $sign . $role;
		$this->add( Event_Names::ROLES, $user_id, implode( ' ', array_merge( array_map( $sign( '+' ), $added ), array_map( $sign( '−' ), $removed ) ) ) );
	}

	/**
	 * Action cognipress_profile_changed.
	 *
	 * @param int      $user_id User.
	 * @param string[] $fields  Names of the fields.
	 */
	public function profile_changed( int $user_id, array $fields ): void {
		$this->add( Event_Names::PROFILE, $user_id, implode( ', ', $fields ) );
	}

	/**
	 * Action cognipress_session_ended.
	 *
	 * @param int    $user_id User.
	 * @param string $reason  Short reason.
	 */
	public function session_ended( int $user_id, string $reason ): void {
		$this->add( Event_Names::ENDED, $user_id, $reason );
	}

	/**
	 * Action cognipress_signed_out_everywhere.
	 *
	 * @param int $user_id User.
	 */
	public function signed_out_everywhere( int $user_id ): void {
		$this->add( Event_Names::SIGNED_OUT, $user_id );
	}

	/**
	 * Action update_option_cognipress_settings: the names of what has changed, not the values.
	 *
	 * @param mixed $old Old value.
	 * @param mixed $new New value.
	 */
	public function settings_changed( $old, $new ): void {
		$old     = is_array( $old ) ? $old : array();
		$new     = is_array( $new ) ? $new : array();
		$changed = array_filter(
			array_keys( $new + $old ),
			static fn( $name ): bool => ( $old[ $name ] ?? null ) !== ( $new[ $name ] ?? null )
		);
		$this->add( Event_Names::SETTINGS, 0, implode( ', ', $changed ) );
	}

	/**
	 * Removes what the site does not want to keep any longer.
	 *
	 * @param int $now Unix time in seconds.
	 */
	public function sweep( int $now ): void {
		$this->log->purge( $now - $this->settings->log_days() * DAY_IN_SECONDS );
	}

	/**
	 * Adds a row where the site wants a log.
	 *
	 * @param string $event   Event.
	 * @param int    $user_id Whom it is about.
	 * @param string $detail  More about it.
	 */
	private function add( string $event, int $user_id, string $detail = '' ): void {
		if ( $this->settings->log_days() > 0 ) {
			$this->log->add( $event, $user_id, $detail, time() );
		}
	}
}
