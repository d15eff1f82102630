<?php
/**
 * The page wp-login.php?action=cognipress_link.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Asks, once, for the WordPress password of the account that a verified e-mail address matches.
 *
 * Which account that is, is found anew for each answer. The browser's cookie is SameSite=Strict: no other site can
 * send the form.
 */
final class Link_Page {
	public const ACTION = 'cognipress_link';

	private const PASSWORD_FIELD = 'cognipress_password';
	private const APART_FIELD    = 'cognipress_apart';

	/**
	 * Waiting sign-ins.
	 *
	 * @var Pending_Sign_Ins
	 */
	private $pending;

	/**
	 * Finds and links accounts.
	 *
	 * @var User_Linker
	 */
	private $linker;

	/**
	 * Starts sessions.
	 *
	 * @var Sign_In
	 */
	private $sign_in;

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
	 * Takes its parts.
	 *
	 * @param Pending_Sign_Ins  $pending Waiting sign-ins.
	 * @param User_Linker    $linker  Finds and links accounts.
	 * @param Sign_In        $sign_in Starts sessions.
	 * @param Rate_Limiter   $limiter Failures.
	 * @param Browser_Cookie $cookie  The browser's cookie.
	 */
	public function __construct( Pending_Sign_Ins $pending, User_Linker $linker, Sign_In $sign_in, Rate_Limiter $limiter, Browser_Cookie $cookie ) {
		$this->pending = $pending;
		$this->linker  = $linker;
		$this->sign_in = $sign_in;
		$this->limiter = $limiter;
		$this->cookie  = $cookie;
	}

	/**
	 * The page's address.
	 */
	public static function url(): string {
		return add_query_arg( 'action', self::ACTION, site_url( 'wp-login.php', 'login_post' ) );
	}

	/**
	 * Shows the page, or answers it (action login_form_cognipress_link).
	 */
	public function open(): void {
		$now = time();
		// phpcs:disable WordPress.Security -- see above; a password is not to be changed.
		$password = wp_unslash( $_POST[ self::PASSWORD_FIELD ] ?? null );
		$is_apart = isset( $_POST[ self::APART_FIELD ] );
		// phpcs:enable
		$error = null;
		if ( $is_apart || is_string( $password ) ) {
			$result = $is_apart ? $this->start_apart( $now ) : $this->prove( $password, $now );
			if ( is_string( $result ) ) {
				wp_safe_redirect( $result );
				exit;
			}
			$error = $result;
		}
		$sign_in = $this->pending->get( $this->cookie->value(), $now );
		if ( null === $sign_in ) {
			wp_safe_redirect( wp_login_url() );
			exit;
		}
		$this->cookie->send( $now );
		$this->print_page( $sign_in, $error );
		exit;
	}

	/**
	 * Takes the proof.
	 *
	 * @param string $password WordPress password.
	 * @param int    $now      Unix time in seconds.
	 * @return string|WP_Error Where to send the visitor.
	 */
	public function prove( string $password, int $now ) {
		$sign_in = $this->pending->get( $this->cookie->value(), $now );
		$account = null === $sign_in ? null : $this->linker->account( $sign_in->claims() );
		if ( null === $account ) {
			return wp_login_url();
		}
		$keys = array( Rate_Limiter::by_address( Client_Address::get() ), Rate_Limiter::by_sub( $sign_in->claims()['sub'] ), Rate_Limiter::by_user( $account->ID ) );
		foreach ( $keys as $key ) {
			if ( $this->limiter->is_exhausted( $key, $now ) ) {
				return new WP_Error( 'cognipress_too_many_failures', __( 'Too many failed attempts. Please wait a few minutes.', 'cognipress' ) );
			}
		}
		// Core's own check, with the filters of plugins that keep members out.
		$result = wp_authenticate_username_password( null, $account->user_login, $password );
		if ( ! $result instanceof WP_User || $result->ID !== $account->ID ) {
			foreach ( $keys as $key ) {
				$this->limiter->fail( $key, $now );
			}
			/** This action is documented in wp-includes/pluggable.php */
			do_action( 'wp_login_failed', $account->user_login, is_wp_error( $result ) ? $result : new WP_Error() );
			return new WP_Error( 'incorrect_password', __( 'This is not the WordPress password of the account.', 'cognipress' ) );
		}
		$sign_in = $this->pending->take( $this->cookie->value(), $now );
		if ( null === $sign_in || ! $this->linker->link( $account, $sign_in->claims(), $now ) ) {
			return wp_login_url();
		}
		return $this->target( array( $this->sign_in, 'start' ), $sign_in, $now );
	}

	/**
	 * Leaves the account alone: the visitor gets one of their own.
	 *
	 * @param int $now Unix time in seconds.
	 * @return string|WP_Error Where to send the visitor.
	 */
	public function start_apart( int $now ) {
		$sign_in = $this->pending->take( $this->cookie->value(), $now );
		return null === $sign_in ? wp_login_url() : $this->target( array( $this->sign_in, 'start_apart' ), $sign_in, $now );
	}

	/**
	 * Where to send somebody who signs in now.
	 *
	 * @param callable         $start   function( Verified_Sign_In, int ): array{0: WP_User, 1: string}.
	 * @param Verified_Sign_In $sign_in Sign-in.
	 * @param int              $now     Unix time in seconds.
	 */
	private function target( callable $start, Verified_Sign_In $sign_in, int $now ): string {
		try {
			return $start( $sign_in, $now )[1];
		} catch ( Token_Refused | Unavailable $e ) {
			return wp_login_url();
		}
	}

	/**
	 * Prints the page.
	 *
	 * @param Verified_Sign_In $sign_in Sign-in.
	 * @param WP_Error|null    $error   What is wrong with the last answer.
	 */
	public function print_page( Verified_Sign_In $sign_in, ?WP_Error $error ): void {
		/* translators: %s: email address. */
		$text = sprintf( __( 'This site already has an account with the address %s. If it is yours, enter its WordPress password once. From then on you log in as you just did.', 'cognipress' ), $sign_in->claims()['email'] );
		login_header( __( 'Link your account', 'cognipress' ), '<p class="message">' . esc_html( $text ) . '</p>', $error );
		?>
		<form name="loginform" id="loginform" action="<?php echo esc_url( self::url() ); ?>" method="post">
			<div class="user-pass-wrap">
				<label for="user_pass"><?php echo esc_html__( 'WordPress password', 'cognipress' ); ?></label>
				<div class="wp-pwd">
					<input type="password" name="<?php echo esc_attr( self::PASSWORD_FIELD ); ?>" id="user_pass" class="input password-input" size="20" autocomplete="current-password" spellcheck="false" autofocus />
				</div>
			</div>
			<p class="submit">
				<input type="submit" name="wp-submit" id="wp-submit" class="button button-primary button-large" value="<?php echo esc_attr__( 'Link and log in', 'cognipress' ); ?>" />
			</p>
			<p class="forgetmenot">
				<button type="submit" name="<?php echo esc_attr( self::APART_FIELD ); ?>" value="1" class="button-link"><?php echo esc_html__( 'Use a new account', 'cognipress' ); ?></button>
			</p>
		</form>
		<p id="nav"><a class="wp-login-lost-password" href="<?php echo esc_url( wp_lostpassword_url() ); ?>"><?php echo esc_html__( 'Lost the WordPress password?', 'cognipress' ); ?></a></p>
		<?php
		login_footer();
	}
}
