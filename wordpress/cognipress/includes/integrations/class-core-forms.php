<?php
/**
 * WordPress' own forms outside of wp-login.php.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Form_Scripts;
use Cognipress\Registration_Fields;
use Cognipress\Settings;

defined( 'ABSPATH' ) || exit;

/**
 * Hands over the login forms that themes, bbPress and BuddyPress print anywhere in a page, and the registration form of
 * a network of sites.
 */
final class Core_Forms {
	/**
	 * Makes forms adopted ones.
	 *
	 * @var Form_Scripts
	 */
	private $scripts;

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its parts.
	 *
	 * @param Form_Scripts $scripts  Makes forms adopted ones.
	 * @param Settings     $settings Settings.
	 */
	public function __construct( Form_Scripts $scripts, Settings $settings ) {
		$this->scripts  = $scripts;
		$this->settings = $settings;
	}

	/**
	 * Begins to collect a page: `wp_login_form()` has no hook around its form (filter template_include).
	 *
	 * @param string $template File of the page's template.
	 */
	public function begin_page( $template ): string {
		if ( $this->scripts->is_active() && ! is_user_logged_in() ) {
			ob_start( array( $this, 'adopt_login_forms' ) );
		}
		return (string) $template;
	}

	/**
	 * Adopts the forms in a finished page that are sent to wp-login.php.
	 *
	 * @param string $html Page.
	 */
	public function adopt_login_forms( string $html ): string {
		$action = '(?:https?:)?' . preg_quote( (string) preg_replace( '/^https?:/', '', site_url( 'wp-login.php' ) ), '~' );
		$adopt  = function ( array $form ): string {
			return $this->scripts->adopt( $form[0] );
		};
		// Better no page than one that posts passwords.
		$html   = preg_replace_callback( '~<form\b[^>]*\saction=["\']' . $action . '.*?</form>~is', $adopt, $html ) ?? '';
		$script = $this->scripts->take();
		$end    = strripos( $html, '</body>' );
		return '' === $script ? $html : substr_replace( $html, $script, false === $end ? strlen( $html ) : $end, 0 );
	}

	/**
	 * Asks for more than wp-signup.php does (action signup_extra_fields).
	 */
	public function print_signup_fields(): void {
		if ( ! $this->scripts->is_active() || is_user_logged_in() ) {
			return;
		}
		echo $this->scripts->begin(); // phpcs:ignore WordPress.Security.EscapeOutput -- ours.
		printf( '<label for="user_pass">%s</label><input type="password" id="user_pass" autocomplete="new-password" required="required" />', esc_html__( 'Password', 'cognipress' ) );
		Registration_Fields::print_attributes( $this->settings->register_attributes() );
	}

	/**
	 * Refuses who signs up without JavaScript (filter wpmu_validate_user_signup). WP-CLI asks too, but posts nothing.
	 *
	 * @param array<string, mixed> $result Errors among them.
	 * @return array<string, mixed>
	 */
	public function refuse_signup( $result ): array {
		if ( 'POST' === ( $_SERVER['REQUEST_METHOD'] ?? '' ) && $this->scripts->is_active() && ! is_user_logged_in() ) {
			$result['errors']->add( 'generic', Form_Scripts::refusal() );
		}
		return $result;
	}
}
