<?php
/**
 * Elementor Pro.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Form_Scripts;

defined( 'ABSPATH' ) || exit;

/**
 * Hands Elementor Pro's login widget over to the page script. It has no hook inside.
 */
final class Elementor {
	/**
	 * Makes forms adopted ones.
	 *
	 * @var Form_Scripts
	 */
	private $scripts;

	/**
	 * Takes its parts.
	 *
	 * @param Form_Scripts $scripts Makes forms adopted ones.
	 */
	public function __construct( Form_Scripts $scripts ) {
		$this->scripts = $scripts;
	}

	/**
	 * Begins to collect the form (action elementor/frontend/widget/before_render).
	 *
	 * @param object $widget Widget.
	 */
	public function begin_form( $widget ): void {
		if ( 'login' === $widget->get_name() ) {
			ob_start();
		}
	}

	/**
	 * Prints the form (action elementor/frontend/widget/after_render).
	 *
	 * @param object $widget Widget.
	 */
	public function end_form( $widget ): void {
		if ( 'login' === $widget->get_name() ) {
			echo $this->scripts->adopt( (string) ob_get_clean() ); // phpcs:ignore WordPress.Security.EscapeOutput -- Elementor's own HTML.
		}
	}
}
