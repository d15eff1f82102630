<?php
/**
 * The page wp-login.php.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Hands WordPress' own login form over to the page script, which proves the password to Cognito in the browser.
 *
 * The password cannot reach this server: its field has no name, and a posted one is refused unread.
 */
final class Login_Page {
	/**
	 * Query argument and hidden field that ask for WordPress' own form.
	 */
	private const LOCAL_FIELD = 'cognipress';

	/**
	 * Actions of wp-login.php that show other pages. Every other action ends at the login form.
	 */
	private const OTHER_PAGES = array( 'confirm_admin_email', 'postpass', 'logout', 'lostpassword', 'retrievepassword', 'resetpass', 'rp', 'register', 'checkemail', 'confirmaction', Link_Page::ACTION );

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Built files.
	 *
	 * @var Assets
	 */
	private $assets;

	/**
	 * Takes its parts.
	 *
	 * @param Settings $settings Settings.
	 * @param Assets   $assets   Built files.
	 */
	public function __construct( Settings $settings, Assets $assets ) {
		$this->settings = $settings;
		$this->assets   = $assets;
	}

	/**
	 * Whether a visitor asks for, or answers, WordPress' own form on wp-login.php.
	 */
	public static function is_local_request(): bool {
		// phpcs:ignore WordPress.Security.NonceVerification -- a choice of form, not a deed.
		$value = $_POST[ self::LOCAL_FIELD ] ?? $_GET[ self::LOCAL_FIELD ] ?? '';
		return 'local' === $value && isset( $GLOBALS['pagenow'] ) && 'wp-login.php' === $GLOBALS['pagenow'];
	}

	/**
	 * Takes the page over (action login_form_…, when no other plugin has ended the request with a page of its own).
	 */
	public function open(): void {
		if ( ! $this->is_adopted() ) {
			return;
		}
		// phpcs:ignore WordPress.Security.NonceVerification -- nothing is done with it.
		if ( isset( $_POST['pwd'] ) ) {
			nocache_headers();
			wp_die(
				esc_html__( 'This site signs in with JavaScript. Your password was not read. Please go back, switch JavaScript on and try again.', 'cognipress' ),
				esc_html__( 'Signing in failed', 'cognipress' ),
				array( 'response' => 403 )
			);
		}
		ob_start( array( $this, 'rewrite' ) );
	}

	/**
	 * Keeps WordPress' own form what it is when it is posted (action login_form).
	 */
	public function print_field(): void {
		if ( $this->is_local() ) {
			printf( '<input type="hidden" name="%s" value="local" />', esc_attr( self::LOCAL_FIELD ) );
		}
	}

	/**
	 * Adds a note for browsers without JavaScript (filter login_message).
	 *
	 * @param string $message HTML above the form.
	 */
	public function add_noscript( $message ): string {
		if ( ! $this->is_adopted() ) {
			return (string) $message;
		}
		$note = __( 'Signing in needs JavaScript: your password is checked in the browser and never sent to this site. Please switch JavaScript on and reload the page.', 'cognipress' );
		return $message . '<noscript><div id="login_error" class="notice notice-error"><p>' . esc_html( $note ) . '</p></div></noscript>';
	}

	/**
	 * Rewrites the finished page: scripts first, and no password field that could be posted.
	 *
	 * @param string $html Page.
	 */
	public function rewrite( string $html ): string {
		$html = Password_Fields::without_names( $html );
		$head = null === $html ? null : preg_replace_callback( '/<head\b[^>]*>/i', array( $this, 'with_scripts' ), $html, 1, $count );
		if ( null === $head || 1 !== $count ) {
			// Better no page than one that posts passwords.
			return esc_html__( 'The login page cannot be shown: another plugin has changed it too much for Cognipress.', 'cognipress' );
		}
		return $head;
	}

	/**
	 * The opening tag of the head with our scripts behind it: they must run before anything can be submitted.
	 *
	 * @param string[] $tag Match.
	 */
	private function with_scripts( array $tag ): string {
		$json = wp_json_encode( $this->config(), JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | JSON_UNESCAPED_SLASHES );
		return $tag[0] . "\n"
			. wp_get_inline_script_tag( $this->assets->trap() )
			. sprintf( "<link rel=\"preconnect\" href=\"%s\" crossorigin />\n", esc_url( $this->settings->endpoint() ) )
			. wp_get_inline_script_tag(
				$json,
				array(
					'type' => 'application/json',
					'id'   => 'cognipress-config',
				)
			)
			. wp_get_script_tag(
				array(
					'type' => 'module',
					'id'   => 'cognipress-login',
					'src'  => $this->assets->script_url(),
				)
			);
	}

	/**
	 * What the page script has to know.
	 *
	 * @return array<string, mixed>
	 */
	private function config(): array {
		$pool   = $this->settings->user_pool();
		$config = array(
			'userPoolId'   => null === $pool ? '' : $pool->id(),
			'clientId'     => $this->settings->client_id(),
			'issuer'       => wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
			'challengeUrl' => rest_url( Rest_Routes::NAMESPACE . '/challenge' ),
			'sessionUrl'   => rest_url( Rest_Routes::NAMESPACE . '/session' ),
			'assetsUrl'    => $this->assets->url(),
			'version'      => $this->assets->version(),
			'texts'        => Texts::all(),
		) + $this->settings->sign_in_options();
		if ( null !== $this->settings->endpoint_override() ) {
			$config['endpoint'] = $this->settings->endpoint_override();
		}
		if ( ! $this->settings->is_strict() ) {
			$config['localLoginUrl'] = add_query_arg( self::LOCAL_FIELD, 'local', wp_login_url() );
		}
		return $config;
	}

	/**
	 * Whether the page has a login form and it is ours.
	 */
	private function is_adopted(): bool {
		return $this->settings->is_configured() && ! $this->is_local() && ! in_array( $GLOBALS['action'] ?? '', self::OTHER_PAGES, true );
	}

	/**
	 * Whether WordPress' own form was asked for and may be shown.
	 */
	private function is_local(): bool {
		return self::is_local_request() && ( ! $this->settings->is_strict() || $this->settings->is_break_glass_allowed() );
	}
}
