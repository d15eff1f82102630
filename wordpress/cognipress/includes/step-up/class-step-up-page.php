<?php
/**
 * The page that asks who is logged in for a proof.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * A page of wp-login.php. The proof is given in the browser, to Cognito; afterwards the page goes on with what was
 * interrupted: a link is followed, and a form is sent again by the browser, so that its own checks hold as before.
 */
final class Step_Up_Page {
	public const ACTION = 'cognipress_step_up';

	private const REQUEST = 'request';
	private const ACR     = '/\A[\w:.\/ -]{0,200}\z/';

	/**
	 * Requests that wait.
	 *
	 * @var Kept_Requests
	 */
	private $requests;

	/**
	 * Who the visitor is in the pool.
	 *
	 * @var Account_Identity
	 */
	private $identity;

	/**
	 * Knows the visitor's tokens.
	 *
	 * @var Remote_Request
	 */
	private $api;

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
	 * @param Kept_Requests    $requests Requests that wait.
	 * @param Account_Identity $identity Who the visitor is in the pool.
	 * @param Remote_Request   $api      Knows the visitor's tokens.
	 * @param Assets           $assets   Built files.
	 * @param Page_Config      $config   What the script has to know.
	 */
	public function __construct( Kept_Requests $requests, Account_Identity $identity, Remote_Request $api, Assets $assets, Page_Config $config ) {
		$this->requests = $requests;
		$this->identity = $identity;
		$this->api      = $api;
		$this->assets   = $assets;
		$this->config   = $config;
	}

	/**
	 * The page's address.
	 *
	 * @param string      $acr     Such as urn:cognito:loa:2; empty for any.
	 * @param int         $max_age How long ago the proof may be, in seconds.
	 * @param string      $back    Where to go then, unless a request waits.
	 * @param string|null $request The waiting request's id.
	 */
	public static function url( string $acr, int $max_age, string $back, ?string $request = null ): string {
		$arguments = array(
			'action'      => self::ACTION,
			'acr'         => '' === $acr ? null : rawurlencode( $acr ),
			'max_age'     => $max_age,
			'redirect_to' => rawurlencode( $back ),
			self::REQUEST => $request,
		);
		return add_query_arg( array_filter( $arguments, static fn( $value ): bool => null !== $value ), site_url( 'wp-login.php', 'login' ) );
	}

	/**
	 * Shows the page, or goes on (action login_form_cognipress_step_up).
	 */
	public function open(): void {
		// phpcs:disable WordPress.Security.NonceVerification,WordPress.Security.ValidatedSanitizedInput -- checked here.
		$acr     = self::text( $_GET['acr'] ?? '' );
		$max_age = absint( $_GET['max_age'] ?? 0 );
		$back    = self::text( $_GET['redirect_to'] ?? '' );
		$id      = self::text( $_GET[ self::REQUEST ] ?? '' );
		// phpcs:enable
		$back = wp_validate_redirect( wp_sanitize_redirect( $back ), home_url( '/' ) );
		if ( ! is_user_logged_in() ) {
			wp_safe_redirect( Expired_Notice::login_url( $back ) );
			exit;
		}
		if ( 1 === preg_match( self::ACR, $acr ) && true !== Step_Up::check( $acr, $max_age ) ) {
			$this->print_page( $acr, $max_age, self::url( $acr, $max_age, $back, '' === $id ? null : $id ) );
			exit;
		}
		$request = '' === $id ? null : $this->requests->take( $id, time() );
		if ( null === $request ) {
			wp_safe_redirect( $back );
			exit;
		}
		self::print_request( $request['url'], $request['fields'] );
		exit;
	}

	/**
	 * Prints the page that asks.
	 *
	 * @param string $acr     Such as urn:cognito:loa:2; empty for any.
	 * @param int    $max_age How long ago the proof may be, in seconds.
	 * @param string $next    Where to go then.
	 */
	public function print_page( string $acr, int $max_age, string $next ): void {
		if ( null === $this->identity->sub( get_current_user_id() ) ) {
			wp_die( esc_html__( 'Your account is not one of Amazon Cognito: this needs one.', 'cognipress' ), '', array( 'response' => 403 ) );
		}
		$provider = Account_Identity::provider();
		if ( null !== $provider ) {
			/* translators: %s: name of an identity provider, such as Google. */
			wp_die( esc_html( sprintf( __( 'You log in with %s. Log out, then log in again to confirm that it is you.', 'cognipress' ), $provider ) ), '', array( 'response' => 403 ) );
		}
		$user = wp_get_current_user();
		/* translators: %s: name of the user. */
		$text = sprintf( __( 'You are logged in as %s. What you are about to do needs a fresh proof that it is you.', 'cognipress' ), $user->display_name );
		login_header( __( 'Confirm that it is you', 'cognipress' ), '<p class="message">' . esc_html( $text ) . '</p><noscript><div id="login_error" class="notice notice-error"><p>' . esc_html__( 'This page needs JavaScript.', 'cognipress' ) . '</p></div></noscript>' );
		// What the script adds looks as this page's own messages do.
		echo '<style>.login .cognipress-notice { margin: 0 0 20px; padding: 12px; border-inline-start: 4px solid #72aee6; background: #fff; } .login .cognipress-error { border-color: #d63638; }</style>';
		$this->print_form( $acr, $max_age, $next );
		$config = array(
			'sessionUrl'    => rest_url( Rest_Routes::NAMESPACE . '/step-up' ),
			'localLoginUrl' => null,
			// Whoever is here has signed in before.
			'method'        => null,
			'passkeys'      => null,
		);
		// phpcs:ignore WordPress.Security.EscapeOutput -- encoded there.
		echo Page_Config::tag( array_filter( $config + $this->config->all(), static fn( $value ): bool => null !== $value ) );
		wp_print_script_tag(
			array(
				'type' => 'module',
				'src'  => $this->assets->script_url( 'forms.js' ),
			)
		);
		login_footer( '' === $acr ? 'user_pass' : 'wp-submit' );
	}

	/**
	 * Prints the form. Where a class is wanted, Cognito says which factors are missing; else all are shown again.
	 *
	 * @param string $acr     Such as urn:cognito:loa:2; empty for any.
	 * @param int    $max_age How long ago the proof may be, in seconds.
	 * @param string $next    Where to go then.
	 */
	private function print_form( string $acr, int $max_age, string $next ): void {
		$texts      = array( 'other-account' => __( 'Start over', 'cognipress' ) );
		$attributes = array(
			'data-cognito'          => '' === $acr ? 'signin' : 'step-up',
			'data-cognito-redirect' => $next,
			'data-cognito-texts'    => (string) wp_json_encode( $texts ),
		);
		if ( '' !== $acr ) {
			$tokens      = $this->api->current();
			$attributes += array(
				'data-cognito-acr'     => $acr,
				'data-cognito-max-age' => (string) $max_age,
				// Good for a while, and for what the page asks Cognito alone: the factors shown before count.
				'data-cognito-token'   => is_wp_error( $tokens ) ? '' : $tokens['access'],
			);
		}
		echo '<form id="cognipress-step-up"';
		foreach ( $attributes as $name => $value ) {
			printf( ' %s="%s"', esc_attr( $name ), esc_attr( $value ) );
		}
		echo '>';
		$this->identity->print_field();
		printf(
			'<div class="user-pass-wrap"%s><label for="user_pass">%s</label><div class="wp-pwd"><input type="password" id="user_pass" class="input password-input" size="20" autocomplete="current-password" spellcheck="false" data-cognito-field="password"%s /></div></div>',
			'' === $acr ? '' : ' style="display:none"',
			esc_html__( 'Password', 'cognipress' ),
			'' === $acr ? ' required' : ' disabled'
		);
		printf( '<p class="submit"><input type="submit" id="wp-submit" class="button button-primary button-large" value="%s" /></p></form>', esc_attr__( 'Continue', 'cognipress' ) );
	}

	/**
	 * Prints a form again, which sends itself.
	 *
	 * @param string               $url    Where it goes.
	 * @param array<string, mixed> $fields Its fields.
	 */
	private static function print_request( string $url, array $fields ): void {
		nocache_headers();
		login_header( __( 'One moment…', 'cognipress' ), '<p class="message">' . esc_html__( 'Thank you. What you have begun goes on now.', 'cognipress' ) . '</p>' );
		printf( '<form id="cognipress-request" method="post" action="%s">', esc_url( $url ) );
		self::print_fields( $fields, '' );
		printf( '<p class="submit"><button class="button button-primary button-large">%s</button></p></form>', esc_html__( 'Continue', 'cognipress' ) );
		// A field may be called submit.
		wp_print_inline_script_tag( 'HTMLFormElement.prototype.submit.call( document.getElementById( "cognipress-request" ) );' );
		login_footer();
	}

	/**
	 * Prints fields.
	 *
	 * @param array<int|string, mixed> $fields Fields.
	 * @param string                   $prefix Name of the field that they are parts of.
	 */
	private static function print_fields( array $fields, string $prefix ): void {
		foreach ( $fields as $key => $value ) {
			$name = '' === $prefix ? (string) $key : $prefix . '[' . $key . ']';
			if ( is_array( $value ) ) {
				self::print_fields( $value, $name );
			} else {
				printf( '<textarea hidden name="%s">%s</textarea>', esc_attr( $name ), "\n" . esc_textarea( (string) $value ) );
			}
		}
	}

	/**
	 * A text of the address.
	 *
	 * @param mixed $value Value.
	 */
	private static function text( $value ): string {
		return is_string( $value ) ? wp_unslash( $value ) : '';
	}
}
