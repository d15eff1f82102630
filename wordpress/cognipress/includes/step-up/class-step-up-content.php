<?php
/**
 * Content for who has proven who they are.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Error;
use WP_Post;

defined( 'ABSPATH' ) || exit;

/**
 * Shows a block that has the attribute cognipressStepUp, or what stands in the shortcode [cognipress_step_up], only
 * after a proof; to everybody else a link to give it.
 */
final class Step_Up_Content {
	public const SHORTCODE = 'cognipress_step_up';
	public const ATTRIBUTE = 'cognipressStepUp';

	private const MINUTES = 10;

	/**
	 * URL of the plugin's folder, with a trailing slash.
	 *
	 * @var string
	 */
	private $url;

	/**
	 * Takes its part.
	 *
	 * @param string $url URL of the plugin's folder, with a trailing slash.
	 */
	public function __construct( string $url ) {
		$this->url = $url;
	}

	/**
	 * Filter render_block. The attribute is an object of level and minutes.
	 *
	 * @param string               $html  The block's HTML.
	 * @param array<string, mixed> $block Block.
	 */
	public function block( $html, $block ): string {
		$wanted = $block['attrs'][ self::ATTRIBUTE ] ?? null;
		// What is wrongly written is guarded all the same.
		return null === $wanted || false === $wanted ? (string) $html : $this->guard( (string) $html, (array) $wanted );
	}

	/**
	 * Has core leave guarded blocks out of an excerpt: it would take the blocks inside, and never render the one that
	 * is guarded (filter get_the_excerpt, before core's own).
	 *
	 * @param string       $excerpt Excerpt that somebody has written.
	 * @param WP_Post|null $post    Post.
	 * @return string
	 */
	public function begin_excerpt( $excerpt, $post = null ): string {
		if ( $post instanceof WP_Post && false !== strpos( $post->post_content, self::ATTRIBUTE ) ) {
			add_filter( 'excerpt_allowed_wrapper_blocks', '__return_empty_array', PHP_INT_MAX );
		}
		return (string) $excerpt;
	}

	/**
	 * Ends that (filter get_the_excerpt, after core's own).
	 *
	 * @param string $excerpt Excerpt.
	 * @return string
	 */
	public function end_excerpt( $excerpt ): string {
		remove_filter( 'excerpt_allowed_wrapper_blocks', '__return_empty_array', PHP_INT_MAX );
		return (string) $excerpt;
	}

	/**
	 * The shortcode.
	 *
	 * @param array<string, string>|string $attributes Attributes level and minutes.
	 * @param string|null                  $content    What stands in it.
	 */
	public function shortcode( $attributes, $content = null ): string {
		return $this->guard( (string) $content, (array) $attributes, 'do_shortcode' );
	}

	/**
	 * Adds a control for the attribute to every block (action enqueue_block_editor_assets).
	 */
	public function enqueue(): void {
		wp_enqueue_script( 'cognipress-step-up', $this->url . 'assets/step-up-block.js', array( 'wp-hooks', 'wp-element', 'wp-components', 'wp-block-editor', 'wp-compose' ), VERSION, true );
		$texts = array(
			'toggle'  => __( 'Fresh proof', 'cognipress' ),
			'level'   => __( 'Level', 'cognipress' ),
			'minutes' => sprintf( '%s (%s)', __( 'A proof counts for', 'cognipress' ), __( 'minutes', 'cognipress' ) ),
		);
		wp_localize_script( 'cognipress-step-up', 'cognipressStepUp', $texts );
	}

	/**
	 * Has core know the attribute, which would refuse to render a block of the server's otherwise
	 * (filter register_block_type_args).
	 *
	 * @param array<string, mixed> $arguments The block's arguments.
	 * @return array<string, mixed>
	 */
	public function register( $arguments ): array {
		$arguments['attributes'] = (array) ( $arguments['attributes'] ?? array() ) + array( self::ATTRIBUTE => array( 'type' => 'object' ) );
		return $arguments;
	}

	/**
	 * The content, or the link in its place.
	 *
	 * @param string               $html    Content.
	 * @param array<string, mixed> $wanted  Level and minutes.
	 * @param callable|null        $render  function( string ): string, once it may be seen.
	 */
	private function guard( string $html, array $wanted, ?callable $render = null ): string {
		$level   = is_string( $wanted['level'] ?? null ) ? $wanted['level'] : '';
		$minutes = absint( $wanted['minutes'] ?? 0 );
		// What one visitor may see no cache must show to another.
		if ( ! defined( 'DONOTCACHEPAGE' ) ) {
			define( 'DONOTCACHEPAGE', true );
		}
		if ( ! headers_sent() ) {
			nocache_headers();
		}
		$result = Step_Up::check( $level, MINUTE_IN_SECONDS * ( $minutes > 0 ? $minutes : self::MINUTES ) );
		if ( is_wp_error( $result ) ) {
			return self::link( $result );
		}
		return null === $render ? $html : $render( $html );
	}

	/**
	 * What stands in the place of the content.
	 *
	 * @param WP_Error $error What is needed.
	 */
	private static function link( WP_Error $error ): string {
		$is_known = is_user_logged_in();
		return sprintf(
			'<p class="cognipress-step-up">%s <a href="%s">%s</a></p>',
			esc_html__( 'This part is shown to you alone.', 'cognipress' ),
			esc_url( $is_known ? $error->get_error_data()['stepUpUrl'] : wp_login_url( Here::url() ) ),
			$is_known ? esc_html__( 'Confirm that it is you', 'cognipress' ) : esc_html__( 'Log in', 'cognipress' )
		);
	}
}
