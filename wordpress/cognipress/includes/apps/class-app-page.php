<?php
/**
 * The page wp-login.php?action=cognipress_app.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;

defined( 'ABSPATH' ) || exit;

/**
 * Where the webview of an app gets its session.
 *
 * The app's page posts code and verifier here; neither is ever in an address. The page that answers posts them once
 * more: that request comes from the site itself, so it has the site's cookies (a cart, an older session), and no other
 * site can send it. Where the browser does not name the page that asked, a person has to.
 */
final class App_Page {
	public const ACTION = 'cognipress_app';

	/**
	 * Sign-ins that wait for their code.
	 *
	 * @var Pending_Sign_Ins
	 */
	private $codes;

	/**
	 * Starts sessions.
	 *
	 * @var Sign_In
	 */
	private $sign_in;

	/**
	 * Sign-ins that wait for the proof of an account.
	 *
	 * @var Pending_Sign_Ins
	 */
	private $pending;

	/**
	 * Failures.
	 *
	 * @var Rate_Limiter
	 */
	private $limiter;

	/**
	 * The browser's cookie.
	 *
	 * @var Browser_Cookie
	 */
	private $cookie;

	/**
	 * Which pages are the site's.
	 *
	 * @var Origin_Guard
	 */
	private $guard;

	/**
	 * Which apps may ask.
	 *
	 * @var App_Origins
	 */
	private $apps;

	/**
	 * Takes its parts.
	 *
	 * @param Pending_Sign_Ins $codes   Sign-ins that wait for their code.
	 * @param Sign_In          $sign_in Starts sessions.
	 * @param Pending_Sign_Ins $pending Sign-ins that wait for the proof of an account.
	 * @param Rate_Limiter     $limiter Failures.
	 * @param Browser_Cookie   $cookie  The browser's cookie.
	 * @param Origin_Guard     $guard   Which pages are the site's.
	 * @param App_Origins      $apps    Which apps may ask.
	 */
	public function __construct( Pending_Sign_Ins $codes, Sign_In $sign_in, Pending_Sign_Ins $pending, Rate_Limiter $limiter, Browser_Cookie $cookie, Origin_Guard $guard, App_Origins $apps ) {
		$this->codes   = $codes;
		$this->sign_in = $sign_in;
		$this->pending = $pending;
		$this->limiter = $limiter;
		$this->cookie  = $cookie;
		$this->guard   = $guard;
		$this->apps    = $apps;
	}

	/**
	 * The page's address.
	 */
	public static function url(): string {
		return add_query_arg( 'action', self::ACTION, site_url( 'wp-login.php', 'login_post' ) );
	}

	/**
	 * Answers (action login_form_cognipress_app).
	 */
	public function open(): void {
		// WordPress 6.1 does not say so of its login page.
		header( 'Cache-Control: no-store' );
		// phpcs:disable WordPress.Security.NonceVerification,WordPress.Security.ValidatedSanitizedInput -- code and verifier are the proof; nothing else is done with them.
		list( $code, $verifier ) = array_map( static fn( $text ): string => is_string( $text ) ? $text : '', array( $_POST['code'] ?? '', $_POST['verifier'] ?? '' ) );
		$origin                  = $_SERVER['HTTP_ORIGIN'] ?? null;
		$answer                  = $this->answer( $origin, $_SERVER['HTTP_SEC_FETCH_SITE'] ?? null, $code, $verifier, time() );
		// phpcs:enable
		if ( $answer instanceof WP_Error ) {
			wp_die( esc_html( $answer->get_error_message() ), '', array( 'response' => (int) $answer->get_error_data()['status'] ) );
		}
		if ( is_string( $answer ) ) {
			wp_safe_redirect( $answer );
			exit;
		}
		$this->print_page( $answer, $code, $verifier, App_Origins::UNNAMED === $origin );
		exit;
	}

	/**
	 * The answer to a code.
	 *
	 * @param string|null $origin   Origin header.
	 * @param string|null $site     Sec-Fetch-Site header.
	 * @param string      $code     Code.
	 * @param string      $verifier Verifier.
	 * @param int         $now      Unix time in seconds.
	 * @return string|Verified_Sign_In|WP_Error Where to send the visitor, to the site's own page; the sign-in, to an app's.
	 */
	public function answer( ?string $origin, ?string $site, string $code, string $verifier, int $now ) {
		$address = Rate_Limiter::by_address( Client_Address::get() );
		if ( $this->limiter->is_exhausted( $address, $now ) ) {
			return new WP_Error( 'cognipress_too_many_failures', __( 'Too many failed attempts. Please wait a few minutes.', 'cognipress' ), array( 'status' => 429 ) );
		}
		$is_own = $this->guard->is_own( $origin, $site );
		if ( ! $is_own && ! $this->apps->is_allowed( (string) $origin ) ) {
			return self::refusal();
		}
		$owner   = App_Controller::owner( $code, Base64url::encode( hash( 'sha256', $verifier, true ) ) );
		$sign_in = $is_own ? $this->codes->take( $owner, $now ) : $this->codes->get( $owner, $now );
		try {
			if ( null === $sign_in ) {
				throw new Token_Refused( 'app code' );
			}
			return $is_own ? $this->target( $sign_in, $now ) : $sign_in;
		} catch ( Token_Refused $e ) {
			Token_Exchange::tell_site( $e->getMessage() );
			// Neither a picture nor a page without a name locks anybody out, and nobody guesses 256 bits.
			if ( $is_own && '' !== $code ) {
				$this->limiter->fail( $address, $now );
			}
			return self::refusal();
		} catch ( Unavailable $e ) {
			Token_Exchange::tell_site( $e->getMessage() );
			return new WP_Error( 'cognipress_unavailable', __( 'Sign-in is not available right now. Please try again in a moment.', 'cognipress' ), array( 'status' => 503 ) );
		}
	}

	/**
	 * Starts the session, or leads to where the account is proven first.
	 *
	 * @param Verified_Sign_In $sign_in Sign-in.
	 * @param int              $now     Unix time in seconds.
	 * @throws Token_Refused When the user is kept out.
	 * @throws Unavailable   When the user or the session cannot be made.
	 */
	private function target( Verified_Sign_In $sign_in, int $now ): string {
		try {
			return $this->sign_in->start( $sign_in, $now )[1];
		} catch ( Link_Required $e ) {
			$this->pending->keep( $this->cookie->send( $now ), $sign_in, $now );
			return Link_Page::url();
		}
	}

	/**
	 * The answer to what is no good, whatever the reason.
	 */
	private static function refusal(): WP_Error {
		return new WP_Error( 'cognipress_app_refused', __( 'This way in was used already, or is too old. Please go back to the app and try again.', 'cognipress' ), array( 'status' => 403 ) );
	}

	/**
	 * Prints the form that posts code and verifier from the site itself.
	 *
	 * @param Verified_Sign_In $sign_in  Sign-in.
	 * @param string           $code     Code.
	 * @param string           $verifier Verifier.
	 * @param bool             $asks     Whether a person has to go on.
	 */
	private function print_page( Verified_Sign_In $sign_in, string $code, string $verifier, bool $asks ): void {
		$claims = $sign_in->claims();
		$name   = $claims['email'] ?? $claims['cognito:username'];
		/* translators: %s: email address or user name. */
		$text = $asks ? sprintf( __( 'An app wants to log you in here as %s. Go on only if you have just signed in there.', 'cognipress' ), $name ) : __( 'Logging in…', 'cognipress' );
		login_header( __( 'Log in', 'cognipress' ), '<p class="message" role="status">' . esc_html( $text ) . '</p>' );
		printf(
			'<form method="post" id="cognipress-app" action="%s"><input type="hidden" name="code" value="%s" /><input type="hidden" name="verifier" value="%s" /><p class="submit"><input type="submit" id="wp-submit" class="button button-primary button-large" value="%s" /></p></form>',
			esc_url( self::url() ),
			esc_attr( $code ),
			esc_attr( $verifier ),
			esc_attr__( 'Continue', 'cognipress' )
		);
		if ( ! $asks ) {
			// A second press would use up what the first has sent.
			wp_print_inline_script_tag( '{ const form = document.getElementById( "cognipress-app" ); form.hidden = true; form.submit(); }' );
		}
		login_footer( 'wp-submit' );
	}
}
