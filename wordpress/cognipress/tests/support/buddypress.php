<?php
/**
 * As much of BuddyPress as the plugin asks.
 *
 * @package Cognipress
 */

// phpcs:disable Squiz.Commenting,WordPress.NamingConventions

/** What BuddyPress would tell the visitor, and where it is. */
final class BP_State {
	public static $is_my_profile = true;
	public static $fields        = '1,2';
	public static $messages      = array();
	public static $has_profiles  = true;
	public static $is_editing    = true;
}

/** Where BuddyPress would leave the page. */
final class BP_Redirect extends Exception {}

function bp_is_my_profile(): bool {
	return BP_State::$is_my_profile;
}

function bp_is_active( string $component ): bool {
	return 'xprofile' === $component && BP_State::$has_profiles;
}

function bp_is_user_profile_edit(): bool {
	return BP_State::$is_editing;
}

function bp_is_settings_component(): bool {
	return true;
}

function bp_is_current_action( string $action ): bool {
	return 'general' === $action;
}

function bp_xprofile_fullname_field_id(): int {
	assert( BP_State::$has_profiles );
	return 1;
}

function bp_get_the_profile_field_ids(): string {
	return BP_State::$fields;
}

function bp_core_add_message( string $message, string $type = '' ): void {
	BP_State::$messages[] = $type;
}

function bp_get_requested_url(): string {
	return home_url( '/members/ann/settings/general/' );
}

function bp_core_redirect( string $url ): void {
	throw new BP_Redirect( $url ); // phpcs:ignore WordPress.Security.EscapeOutput -- a test.
}
