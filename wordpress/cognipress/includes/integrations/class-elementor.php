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
 * Hands Elementor Pro's login widget over to the page script, and form widgets that have a class for it. They have no
 * hook inside.
 */
final class Elementor {
	private const WIDGETS = array( 'login', 'form' );

	/**
	 * Makes forms adopted ones.
	 *
	 * @var Form_Scripts
	 */
	private $scripts;

	/**
	 * Adopts forms that are marked.
	 *
	 * @var Content_Forms
	 */
	private $content;

	/**
	 * Takes its parts.
	 *
	 * @param Form_Scripts  $scripts Makes forms adopted ones.
	 * @param Content_Forms $content Adopts forms that are marked.
	 */
	public function __construct( Form_Scripts $scripts, Content_Forms $content ) {
		$this->scripts = $scripts;
		$this->content = $content;
	}

	/**
	 * Begins to collect the form (action elementor/frontend/widget/before_render).
	 *
	 * @param object $widget Widget.
	 */
	public function begin_form( $widget ): void {
		if ( in_array( $widget->get_name(), self::WIDGETS, true ) ) {
			ob_start();
		}
	}

	/**
	 * Prints the form (action elementor/frontend/widget/after_render).
	 *
	 * @param object $widget Widget.
	 */
	public function end_form( $widget ): void {
		if ( in_array( $widget->get_name(), self::WIDGETS, true ) ) {
			$html = (string) ob_get_clean();
			// phpcs:ignore WordPress.Security.EscapeOutput -- Elementor's own HTML.
			echo 'login' === $widget->get_name() ? $this->scripts->adopt( $html ) : $this->content->adopt( $html );
		}
	}
}
