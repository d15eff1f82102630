<?php
/**
 * Buttons of other identity providers.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Offers, below the login form, to sign in at providers that the user pool knows, or on the pool's own page.
 */
final class Provider_Buttons {
	/**
	 * As the login page's own; a button is as wide as the form. Nothing is offered while the form asks for more.
	 */
	private const STYLE = '#cognipress-providers { display: grid; gap: 12px; margin: 16px 0 0; padding: 0 24px }
#cognipress-providers .button { height: auto; line-height: 1.4; overflow-wrap: anywhere; padding-block: 9px; white-space: normal; width: 100% }
#cognipress-providers p { margin: 0; text-align: center }
#cognipress-providers p:empty { display: none }
#loginform:has(.cognipress-panel) + #cognipress-providers { display: none }
@media (scripting: none) { #cognipress-providers { display: none } }';

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
	 * Where users come back to, which the app client has to allow: exactly this.
	 */
	public static function callback_url(): string {
		return (string) strtok( wp_login_url(), '?' );
	}

	/**
	 * Whether Cognito lets an identity provider have a name.
	 *
	 * @param string $name Name.
	 */
	public static function is_provider( string $name ): bool {
		return 1 === preg_match( '/\A[^_\p{Z}\p{C}][^\p{Z}\p{C}]{0,31}\z/u', $name );
	}

	/**
	 * Leaves the focus to the message where somebody comes back from a provider: WordPress would take it after 200 ms
	 * (filter enable_login_autofocus).
	 *
	 * @param bool $is_on Whether WordPress is to focus the form.
	 */
	public static function autofocus( $is_on ): bool {
		// phpcs:ignore WordPress.Security.NonceVerification -- nothing is done with it.
		return $is_on && ! isset( $_GET['state'] );
	}

	/**
	 * Adds the buttons behind the login form of a finished page.
	 *
	 * @param string $html Page.
	 * @return string|null Null where the page cannot be read.
	 */
	public function add_to( string $html ): ?string {
		$buttons = $this->html();
		$add     = static fn( array $form ): string => $form[0] . $buttons;
		return '' === $buttons ? $html : preg_replace_callback( '~<form\b[^>]*\sid="loginform".*?</form>~s', $add, $html, 1 );
	}

	/**
	 * The buttons with their script. No provider lets itself be shown in the dialog over wp-admin.
	 */
	private function html(): string {
		$labels = ( new Provider_Links( $this->settings ) )->labels();
		// phpcs:ignore WordPress.Security.NonceVerification -- nothing is done with it.
		if ( array() === $labels || isset( $_REQUEST['interim-login'] ) ) {
			return '';
		}
		$buttons = '';
		foreach ( $labels as $name => $label ) {
			$buttons .= sprintf( '<button type="button" class="button button-large" data-provider="%s">%s</button>', esc_attr( (string) $name ), esc_html( $label ) );
		}
		return sprintf(
			'<div id="cognipress-providers" role="group" aria-label="%s" data-domain="%s" data-callback="%s"><style>%s</style>%s<p role="status"></p></div>',
			esc_attr__( 'Other ways to log in', 'cognipress' ),
			esc_attr( $this->settings->text( 'hosted_domain' ) ),
			esc_attr( self::callback_url() ),
			self::STYLE,
			$buttons
		) . wp_get_script_tag(
			array(
				'type' => 'module',
				'src'  => $this->assets->script_url( 'provider-buttons.js' ),
			)
		);
	}
}
