<?php
/**
 * What blocks and shortcodes print.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Makes the HTML of each block. Its forms are marked by attributes, as everybody's may be; no field has a name.
 */
final class Block_Renderer {
	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

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
	 * @param Settings         $settings Settings.
	 * @param Form_Scripts     $scripts  Makes forms adopted ones.
	 * @param Account_Identity $identity Who is who in the pool.
	 */
	public function __construct( Settings $settings, Form_Scripts $scripts, Account_Identity $identity ) {
		$this->settings = $settings;
		$this->scripts  = $scripts;
		$this->identity = $identity;
	}

	/**
	 * A form to log in with; nothing for who is logged in.
	 *
	 * @param array{redirect: string} $attributes `redirect`: a URL of this site, or this page.
	 */
	public function sign_in( array $attributes ): string {
		if ( ! $this->is_for_guests() ) {
			return '';
		}
		$links = sprintf( '<a href="%s">%s</a>', esc_url( wp_lostpassword_url() ), esc_html__( 'Lost your password?', 'cognipress' ) );
		if ( get_option( 'users_can_register' ) ) {
			$links .= sprintf( ' <a href="%s">%s</a>', esc_url( wp_registration_url() ), esc_html__( 'Register', 'cognipress' ) );
		}
		$id = wp_unique_id( 'cognipress-remember-' );
		return $this->form(
			'signin',
			$attributes['redirect'],
			self::field( 'username', __( 'Username or email address', 'cognipress' ), 'text', 'username' )
			. self::field( 'password', __( 'Password', 'cognipress' ), 'password', 'current-password' )
			. sprintf( '<p class="cognipress-check"><input type="checkbox" id="%1$s" data-cognito-field="remember" /><label for="%1$s">%2$s</label></p>', esc_attr( $id ), esc_html__( 'Remember me', 'cognipress' ) ),
			__( 'Log in', 'cognipress' ),
			'<p class="cognipress-links">' . $links . '</p>'
		) . $this->providers( $attributes );
	}

	/**
	 * Links to other identity providers; nothing for who is logged in.
	 *
	 * @param array{redirect: string} $attributes `redirect`: a URL of this site, or this page.
	 */
	public function providers( array $attributes ): string {
		$redirect = '' === $attributes['redirect'] ? Here::url() : $attributes['redirect'];
		return $this->is_for_guests() ? ( new Provider_Links( $this->settings ) )->html( $redirect ) : '';
	}

	/**
	 * A form to register with; nothing for who is logged in.
	 *
	 * @param array{redirect: string, username: bool} $attributes `username`: whether to ask for one besides the address.
	 */
	public function register( array $attributes ): string {
		if ( ! $this->is_for_guests() ) {
			return '';
		}
		ob_start();
		Registration_Fields::print_attributes( $this->settings->register_attributes() );
		return $this->form(
			'signup',
			$attributes['redirect'],
			( $attributes['username'] ? self::field( 'username', __( 'Username', 'cognipress' ), 'text', 'username' ) : '' )
			. self::field( 'attr:email', __( 'Email address', 'cognipress' ), 'email', 'email' )
			. self::field( 'password', __( 'Password', 'cognipress' ), 'password', 'new-password' )
			. ob_get_clean(),
			__( 'Register', 'cognipress' )
		);
	}

	/**
	 * Forms to change names, address, password and what else protects the account; nothing for who is not of the pool.
	 */
	public function account(): string {
		$user = wp_get_current_user();
		$sub  = $this->identity->sub( $user->ID );
		if ( null === $sub && ! ( self::is_preview() && current_user_can( 'edit_posts' ) ) ) {
			return '';
		}
		$provider = Account_Identity::provider();
		if ( null !== $provider ) {
			return '<p>' . esc_html( Account_Forms::elsewhere( $provider ) ) . '</p>';
		}
		$username = sprintf( '<input type="text" hidden autocomplete="username" data-cognito-field="username" value="%s" />', esc_attr( (string) $sub ) );
		$html     = '';
		foreach ( Account_Forms::of( $user, $this->settings ) as list( $purpose, $title, $rows, $button ) ) {
			$fields = array_map( static fn( array $row ): string => self::field( ...$row ), $rows );
			$html  .= '<h2>' . esc_html( $title ) . '</h2>' . $this->form( $purpose, '', $username . implode( '', $fields ), $button );
		}
		return $html;
	}

	/**
	 * Who is logged in, with the ways to the account and out; the way in for a guest.
	 *
	 * @param array{avatar: bool} $attributes `avatar`: whether to show the picture.
	 */
	public function user_menu( array $attributes ): string {
		$here = Here::url();
		if ( ! is_user_logged_in() ) {
			return sprintf( '<a href="%s">%s</a>', esc_url( wp_login_url( $here ) ), esc_html__( 'Log in', 'cognipress' ) );
		}
		$user    = wp_get_current_user();
		$account = null === $this->identity->sub( $user->ID ) ? get_edit_profile_url() : admin_url( 'users.php?page=' . Account_Page::SLUG );
		return ( $attributes['avatar'] ? (string) get_avatar( $user->ID, 32, '', '' ) : '' ) . sprintf(
			'<span>%s</span><a href="%s">%s</a><a href="%s">%s</a>',
			esc_html( $user->display_name ),
			esc_url( $account ),
			esc_html__( 'Your account', 'cognipress' ),
			esc_url( wp_logout_url( $here ) ),
			esc_html__( 'Log out', 'cognipress' )
		);
	}

	/**
	 * Whether to show what guests see: to them, and in the editor.
	 */
	private function is_for_guests(): bool {
		return ! is_user_logged_in() || self::is_preview();
	}

	/**
	 * Whether the editor asks, which shows everything.
	 */
	private static function is_preview(): bool {
		return defined( 'REST_REQUEST' ) && REST_REQUEST;
	}

	/**
	 * A form.
	 *
	 * @param string $purpose  Purpose, of js/forms/system.ts.
	 * @param string $redirect Where to go afterwards; this page if empty.
	 * @param string $rows     HTML of its rows.
	 * @param string $button   What the button says.
	 * @param string $foot     HTML below the button.
	 */
	private function form( string $purpose, string $redirect, string $rows, string $button, string $foot = '' ): string {
		return $this->scripts->adopt(
			sprintf(
				'<form class="cognipress-form" method="post" data-cognito="%s" data-cognito-redirect="%s">%s<p><button class="wp-element-button">%s</button></p>%s</form>',
				esc_attr( $purpose ),
				esc_url( $redirect ),
				$rows,
				esc_html( $button ),
				$foot
			)
		);
	}

	/**
	 * A row with a field.
	 *
	 * @param string $name         What it is, as in `data-cognito-field`.
	 * @param string $label        Label.
	 * @param string $type         Type of the input.
	 * @param string $autocomplete What a browser fills in.
	 * @param string $value        Value.
	 * @param bool   $is_required  Whether it must be filled in.
	 */
	private static function field( string $name, string $label, string $type, string $autocomplete, string $value = '', bool $is_required = true ): string {
		return sprintf(
			'<p><label for="%1$s">%2$s</label><input type="%3$s" id="%1$s" data-cognito-field="%4$s" autocomplete="%5$s" value="%6$s"%7$s /></p>',
			esc_attr( wp_unique_id( 'cognipress-field-' ) ),
			esc_html( $label ),
			esc_attr( $type ),
			esc_attr( $name ),
			esc_attr( $autocomplete ),
			esc_attr( $value ),
			$is_required ? ' required' : ''
		);
	}
}
