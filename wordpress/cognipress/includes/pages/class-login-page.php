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
	public const LOCAL_FIELD = 'cognipress';

	/**
	 * Actions of wp-login.php that show pages of no concern here. Every other action ends at a form of ours.
	 */
	private const OTHER_PAGES = array( 'confirm_admin_email', 'postpass', 'logout', 'resetpass', 'rp', 'checkemail', 'confirmaction', Link_Page::ACTION, Step_Up_Page::ACTION, Temporary_Access_Pages::ACTION, App_Page::ACTION );

	/**
	 * Actions with a form that is not the login form.
	 */
	private const ACCOUNT_PAGES = array( 'lostpassword', 'retrievepassword', 'register' );

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
	 * What the scripts have to know.
	 *
	 * @var Page_Config
	 */
	private $config;

	/**
	 * Buttons of other identity providers.
	 *
	 * @var Provider_Buttons
	 */
	private $providers;

	/**
	 * Takes its parts.
	 *
	 * @param Settings    $settings Settings.
	 * @param Assets      $assets   Built files.
	 * @param Page_Config $config   What the scripts have to know.
	 */
	public function __construct( Settings $settings, Assets $assets, Page_Config $config ) {
		$this->settings  = $settings;
		$this->assets    = $assets;
		$this->config    = $config;
		$this->providers = new Provider_Buttons( $settings, $assets );
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
		if ( isset( $_POST['pwd'] ) || ( array() !== $_POST && self::is_account_page() ) ) {
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
	 * Keeps WordPress' own form what it is when it is posted (actions login_form and lostpassword_form).
	 */
	public function print_field(): void {
		if ( $this->is_local() ) {
			printf( '<input type="hidden" name="%s" value="local" />', esc_attr( self::LOCAL_FIELD ) );
		}
	}

	/**
	 * Asks for more than WordPress does when somebody registers (action register_form).
	 */
	public function print_registration_fields(): void {
		$this->print_field();
		if ( $this->is_adopted() ) {
			Registration_Fields::print_password();
			Registration_Fields::print_attributes( $this->settings->register_attributes() );
		}
	}

	/**
	 * Leads from WordPress' own login form to its own form for a lost password (filter lostpassword_url).
	 *
	 * @param string $url URL.
	 */
	public function lost_password_url( $url ): string {
		return $this->is_local() ? add_query_arg( self::LOCAL_FIELD, 'local', $url ) : (string) $url;
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
		$note = __( 'Signing in needs JavaScript: without it, your password would have to be sent to this site. Please switch JavaScript on and reload the page.', 'cognipress' );
		return $message . '<noscript><div id="login_error" class="notice notice-error"><p>' . esc_html( $note ) . '</p></div></noscript>';
	}

	/**
	 * Rewrites the finished page: scripts first, and no password field that could be posted.
	 *
	 * @param string $html Page.
	 */
	public function rewrite( string $html ): string {
		if ( '' === $html ) {
			return ''; // The visitor is sent elsewhere.
		}
		$html = Password_Fields::without_names( $html );
		$html = null === $html ? null : $this->providers->add_to( $html );
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
		return $tag[0] . "\n"
			. wp_get_inline_script_tag( $this->assets->trap() )
			. sprintf( "<link rel=\"preconnect\" href=\"%s\" crossorigin />\n", esc_url( ( new Pools( $this->settings ) )->chosen()->endpoint() ) )
			. Page_Config::tag( $this->config() )
			. wp_get_script_tag(
				array(
					'type' => 'module',
					'id'   => 'cognipress-login',
					'src'  => $this->assets->script_url( self::is_account_page() ? 'forms.js' : 'login.js' ),
				)
			);
	}

	/**
	 * What the page script has to know on this page.
	 *
	 * @return array<string, mixed>
	 */
	private function config(): array {
		$config = $this->config->all();
		if ( self::is_account_page() && isset( $config['localLoginUrl'] ) ) {
			$config['localLoginUrl']        = add_query_arg( self::LOCAL_FIELD, 'local', wp_lostpassword_url() );
			$config['texts']['local-login'] = __( 'Reset a WordPress password', 'cognipress' );
		}
		return $config;
	}

	/**
	 * Whether the form of the page is not the login form.
	 */
	private static function is_account_page(): bool {
		return in_array( $GLOBALS['action'] ?? '', self::ACCOUNT_PAGES, true );
	}

	/**
	 * Whether the page has a form and it is ours.
	 */
	private function is_adopted(): bool {
		return $this->settings->is_configured() && ! $this->is_local() && ! in_array( $GLOBALS['action'] ?? '', self::OTHER_PAGES, true );
	}

	/**
	 * Whether WordPress' own form was asked for and may be shown.
	 */
	private function is_local(): bool {
		$is_needed = ! self::is_account_page() && $this->settings->is_break_glass_allowed();
		return self::is_local_request() && ( ! $this->settings->is_strict() || $is_needed );
	}
}
