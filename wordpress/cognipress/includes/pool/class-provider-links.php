<?php
/**
 * Links to other identity providers.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Offers on any page what the buttons below the login form do. Users come back to the login page, which is the only
 * callback that the app client has to allow; so a link leads there, and the page's script presses the button.
 */
final class Provider_Links {
	/**
	 * Says on the login page which button is meant.
	 */
	public const FIELD = 'cognipress-provider';

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Settings $settings Settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * What is offered: labels by Cognito's names of the providers. All of them are the first user pool's.
	 *
	 * @return array<string, string>
	 */
	public function labels(): array {
		$is_offered = '' !== $this->settings->text( 'hosted_domain' ) && '' === ( new Pools( $this->settings ) )->chosen_name();
		return $is_offered ? $this->settings->rows( 'providers' ) ?? array() : array();
	}

	/**
	 * The links; empty where there are none.
	 *
	 * @param string $redirect Where users go afterwards.
	 */
	public function html( string $redirect ): string {
		$links = '';
		foreach ( $this->labels() as $name => $label ) {
			$url    = add_query_arg( self::FIELD, rawurlencode( (string) $name ), wp_login_url( $redirect ) );
			$links .= sprintf( '<a class="wp-element-button" rel="nofollow" href="%s">%s</a>', esc_url( $url ), esc_html( $label ) );
		}
		return '' === $links ? '' : sprintf( '<div class="cognipress-providers" role="group" aria-label="%s">%s</div>', esc_attr__( 'Other ways to log in', 'cognipress' ), $links );
	}
}
