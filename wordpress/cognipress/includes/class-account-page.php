<?php
/**
 * The page on which a user of the pool changes what Cognito knows of them.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Shows forms for names, e-mail address and password beside WordPress' profile, and one behind which are second factors,
 * passkeys, devices and sessions. The page script has Cognito tell and change them, once the user has proven the
 * password; no field has a name, so that this server is sent nothing.
 */
final class Account_Page {
	public const SLUG = 'cognipress-account';

	/**
	 * Who is who in the pool.
	 *
	 * @var Account_Identity
	 */
	private $identity;

	/**
	 * Built files.
	 *
	 * @var Assets
	 */
	private $assets;

	/**
	 * What the script has to know.
	 *
	 * @var Page_Config
	 */
	private $config;

	/**
	 * Takes its parts.
	 *
	 * @param Account_Identity $identity Who is who in the pool.
	 * @param Assets           $assets   Built files.
	 * @param Page_Config      $config   What the script has to know.
	 */
	public function __construct( Account_Identity $identity, Assets $assets, Page_Config $config ) {
		$this->identity = $identity;
		$this->assets   = $assets;
		$this->config   = $config;
	}

	/**
	 * Adds the page below «Profile», for users of the pool (action admin_menu).
	 */
	public function add(): void {
		if ( null !== $this->identity->sub( get_current_user_id() ) ) {
			add_users_page( __( 'Your account', 'cognipress' ), __( 'Your account', 'cognipress' ), 'read', self::SLUG, array( $this, 'print' ) );
		}
	}

	/**
	 * Prints the page.
	 */
	public function print(): void {
		$user = wp_get_current_user();
		$sub  = (string) $this->identity->sub( $user->ID );
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
		// phpcs:ignore WordPress.Security.NonceVerification -- nothing is done with it.
		if ( isset( $_GET['updated'] ) ) {
			echo '<div class="notice notice-success inline" role="status"><p>' . esc_html__( 'Your changes were saved.', 'cognipress' ) . '</p></div>';
		}
		echo '<noscript><div class="notice notice-error inline"><p>' . esc_html__( 'This page needs JavaScript.', 'cognipress' ) . '</p></div></noscript>';
		$save = __( 'Save', 'cognipress' );
		self::print_form( 'profile', __( 'Name and email address', 'cognipress' ), self::profile_rows( $user ), $sub, $save );
		self::print_form( 'password', __( 'Password', 'cognipress' ), array( array( 'new-password', __( 'New password', 'cognipress' ), 'password', 'new-password', '' ) ), $sub, $save );
		self::print_form( 'mfa passkeys devices sessions', __( 'Security', 'cognipress' ), array(), $sub, __( 'Show', 'cognipress' ) );
		// phpcs:ignore WordPress.Security.EscapeOutput -- encoded there.
		echo Page_Config::tag( array( 'localLoginUrl' => null ) + $this->config->with_account() );
		wp_print_script_tag(
			array(
				'type' => 'module',
				'src'  => $this->assets->script_url( 'forms.js' ),
			)
		);
		echo '</div>';
	}

	/**
	 * Names and address: name of the field, label, type, what a browser fills in, value.
	 *
	 * @param WP_User $user User.
	 * @return array<array{string, string, string, string, string}>
	 */
	private static function profile_rows( WP_User $user ): array {
		return array(
			array( 'attr:given_name', __( 'First name', 'cognipress' ), 'text', 'given-name', $user->first_name ),
			array( 'attr:family_name', __( 'Last name', 'cognipress' ), 'text', 'family-name', $user->last_name ),
			array( 'attr:email', __( 'Email address', 'cognipress' ), 'email', 'email', $user->user_email ),
		);
	}

	/**
	 * Prints a form, which ends with the question for the present password.
	 *
	 * @param string                                               $purpose Purpose, or parts of the account, of js/forms/system.ts.
	 * @param string                                               $title   Heading.
	 * @param array<array{string, string, string, string, string}> $rows    Rows.
	 * @param string                                               $sub     Who the user is in the pool.
	 * @param string                                               $button  What the form does.
	 */
	private static function print_form( string $purpose, string $title, array $rows, string $sub, string $button ): void {
		$rows[] = array( 'password', __( 'Your current password', 'cognipress' ), 'password', 'current-password', '' );
		$id     = (string) strtok( $purpose, ' ' );
		$query  = array( 'page' => self::SLUG ) + ( $id === $purpose ? array( 'updated' => $purpose ) : array() );
		$url    = add_query_arg( $query, admin_url( 'users.php' ) );
		printf( '<h2>%s</h2><form data-cognito="%s" data-cognito-redirect="%s">', esc_html( $title ), esc_attr( $purpose ), esc_url( $url ) );
		printf( '<input type="text" hidden autocomplete="username" data-cognito-field="username" value="%s" /><table class="form-table" role="presentation">', esc_attr( $sub ) );
		foreach ( $rows as list( $name, $label, $type, $autocomplete, $value ) ) {
			printf(
				'<tr><th scope="row"><label for="%1$s">%2$s</label></th><td><input type="%3$s" id="%1$s" class="regular-text" data-cognito-field="%4$s" autocomplete="%5$s" value="%6$s"%7$s /></td></tr>',
				esc_attr( 'cognipress-' . $id . '-' . str_replace( ':', '-', $name ) ),
				esc_html( $label ),
				esc_attr( $type ),
				esc_attr( $name ),
				esc_attr( $autocomplete ),
				esc_attr( $value ),
				'password' === $type || 'email' === $type ? ' required' : ''
			);
		}
		printf( '</table><p class="submit"><button class="button button-primary">%s</button></p></form>', esc_html( $button ) );
	}
}
