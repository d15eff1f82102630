<?php
/**
 * The page on which a user of the pool changes what Cognito knows of them.
 *
 * @package Cognipress
 */

namespace Cognipress;

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
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Settings         $settings Settings.
	 * @param Account_Identity $identity Who is who in the pool.
	 * @param Assets           $assets   Built files.
	 * @param Page_Config      $config   What the script has to know.
	 */
	public function __construct( Settings $settings, Account_Identity $identity, Assets $assets, Page_Config $config ) {
		$this->settings = $settings;
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
		$provider = Account_Identity::provider();
		if ( null !== $provider ) {
			echo '<p>' . esc_html( Account_Forms::elsewhere( $provider ) ) . '</p></div>';
			return;
		}
		echo '<noscript><div class="notice notice-error inline"><p>' . esc_html__( 'This page needs JavaScript.', 'cognipress' ) . '</p></div></noscript>';
		foreach ( Account_Forms::of( $user, $this->settings ) as list( $purpose, $title, $rows, $button ) ) {
			self::print_form( $purpose, $title, $rows, $sub, $button );
		}
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
	 * Prints one of Account_Forms.
	 *
	 * @param string                                                     $purpose Purpose, or parts of the account.
	 * @param string                                                     $title   Heading.
	 * @param array<array{string, string, string, string, string, bool}> $rows    Rows.
	 * @param string                                                     $sub     Who the user is in the pool.
	 * @param string                                                     $button  What the form does.
	 */
	private static function print_form( string $purpose, string $title, array $rows, string $sub, string $button ): void {
		$id    = (string) strtok( $purpose, ' ' );
		$query = array( 'page' => self::SLUG ) + ( $id === $purpose ? array( 'updated' => $purpose ) : array() );
		$url   = add_query_arg( $query, admin_url( 'users.php' ) );
		printf( '<h2>%s</h2><form data-cognito="%s" data-cognito-redirect="%s">', esc_html( $title ), esc_attr( $purpose ), esc_url( $url ) );
		printf( '<input type="text" hidden autocomplete="username" data-cognito-field="username" value="%s" /><table class="form-table" role="presentation">', esc_attr( $sub ) );
		foreach ( $rows as list( $name, $label, $type, $autocomplete, $value, $is_required ) ) {
			printf(
				'<tr><th scope="row"><label for="%1$s">%2$s</label></th><td><input type="%3$s" id="%1$s" class="regular-text" data-cognito-field="%4$s" autocomplete="%5$s" value="%6$s"%7$s /></td></tr>',
				esc_attr( 'cognipress-' . $id . '-' . str_replace( ':', '-', $name ) ),
				esc_html( $label ),
				esc_attr( $type ),
				esc_attr( $name ),
				esc_attr( $autocomplete ),
				esc_attr( $value ),
				$is_required ? ' required' : ''
			);
		}
		printf( '</table><p class="submit"><button class="button button-primary">%s</button></p></form>', esc_html( $button ) );
	}
}
