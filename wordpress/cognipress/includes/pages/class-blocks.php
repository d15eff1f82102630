<?php
/**
 * Blocks and shortcodes.
 *
 * @package Cognipress
 */

namespace Cognipress;

use WP_Scripts;
use WP_Styles;

defined( 'ABSPATH' ) || exit;

/**
 * Registers each form of ours as a block, in blocks/, and as a shortcode with the same attributes.
 */
final class Blocks {
	private const HANDLE = 'cognipress-blocks';

	/**
	 * Prints them.
	 *
	 * @var Block_Renderer
	 */
	private $renderer;

	/**
	 * Folder of the plugin, with a trailing slash.
	 *
	 * @var string
	 */
	private $folder;

	/**
	 * URL of the folder, with a trailing slash.
	 *
	 * @var string
	 */
	private $url;

	/**
	 * Takes its parts.
	 *
	 * @param Block_Renderer $renderer Prints them.
	 * @param string         $folder   Folder of the plugin, with a trailing slash.
	 * @param string         $url      URL of the folder, with a trailing slash.
	 */
	public function __construct( Block_Renderer $renderer, string $folder, string $url ) {
		$this->renderer = $renderer;
		$this->folder   = $folder;
		$this->url      = $url;
	}

	/**
	 * Registers all (action init).
	 */
	public function register(): void {
		foreach ( self::titles() as $name => list( $title, $description ) ) {
			$render = array( $this->renderer, str_replace( '-', '_', $name ) );
			$block  = register_block_type(
				$this->folder . 'blocks/' . $name,
				array(
					'title'           => $title,
					'description'     => $description,
					'render_callback' => static function ( array $attributes ) use ( $render ): string {
						$html = $render( $attributes );
						return '' === $html ? '' : sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), $html );
					},
				)
			);
			$this->add_shortcode( $name, $render, false === $block ? array() : $block->attributes );
		}
	}

	/**
	 * Registers the editor's script once WordPress has use for scripts (action wp_default_scripts). On init it would be
	 * the first, and wp-login.php load its own files one by one.
	 *
	 * @param WP_Scripts $scripts Scripts.
	 */
	public function register_script( WP_Scripts $scripts ): void {
		$facts = array(
			'names'  => array_keys( self::titles() ),
			'labels' => self::labels(),
		);
		$scripts->add( self::HANDLE, $this->url . 'assets/blocks.js', array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-server-side-render' ), VERSION, 1 );
		$scripts->add_inline_script( self::HANDLE, 'window.cognipressBlocks = ' . wp_json_encode( $facts, JSON_HEX_TAG ) . ';', 'before' );
	}

	/**
	 * Registers the style of the blocks (action wp_default_styles).
	 *
	 * @param WP_Styles $styles Styles.
	 */
	public function register_style( WP_Styles $styles ): void {
		$styles->add( self::HANDLE, $this->url . 'assets/blocks.css', array(), VERSION );
	}

	/**
	 * Registers `[cognipress_sign_in redirect="/"]` for the block sign-in.
	 *
	 * @param string                              $name       Name of the block.
	 * @param callable                            $render     Makes the HTML.
	 * @param array<string, array<string, mixed>> $attributes Attributes of the block.
	 */
	private function add_shortcode( string $name, callable $render, array $attributes ): void {
		// The others are what the editor styles by.
		$defaults = array_map(
			static function ( array $attribute ) {
				return $attribute['default'];
			},
			array_intersect_key( $attributes, self::labels() )
		);
		add_shortcode(
			'cognipress_' . str_replace( '-', '_', $name ),
			static function ( $given ) use ( $name, $render, $defaults ): string {
				wp_enqueue_style( self::HANDLE );
				$values = shortcode_atts( $defaults, (array) $given );
				foreach ( $defaults as $key => $default ) {
					$values[ $key ] = is_bool( $default ) ? rest_sanitize_boolean( $values[ $key ] ) : $values[ $key ];
				}
				return sprintf( '<div class="wp-block-cognipress-%s">%s</div>', $name, $render( $values ) );
			}
		);
	}

	/**
	 * What the editor calls the attributes.
	 *
	 * @return array<string, string>
	 */
	private static function labels(): array {
		return array(
			'redirect' => __( 'Address to go to afterwards', 'cognipress' ),
			'username' => __( 'Ask for a user name besides the email address', 'cognipress' ),
			'avatar'   => __( 'Show the picture', 'cognipress' ),
		);
	}

	/**
	 * Titles and descriptions by name, which blocks/ has in English.
	 *
	 * @return array<string, array{string, string}>
	 */
	private static function titles(): array {
		return array(
			'sign-in'   => array( __( 'Sign-in form', 'cognipress' ), __( 'Lets users of the user pool log in.', 'cognipress' ) ),
			'providers' => array( __( 'Other ways to log in', 'cognipress' ), __( 'Links to other identity providers, and to the user pool’s own page.', 'cognipress' ) ),
			'register'  => array( __( 'Registration form', 'cognipress' ), __( 'Makes an account in the user pool, and logs in.', 'cognipress' ) ),
			'account'   => array( __( 'Account', 'cognipress' ), __( 'Lets users of the user pool change name, email address and password.', 'cognipress' ) ),
			'user-menu' => array( __( 'User menu', 'cognipress' ), __( 'Who is logged in, with the ways to the account and out.', 'cognipress' ) ),
		);
	}
}
