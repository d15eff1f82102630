<?php
/**
 * Forms that form builders, MemberPress and BuddyPress put into pages.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Form_Scripts;

defined( 'ABSPATH' ) || exit;

/**
 * Finds, in what shortcodes, blocks and contents print, the forms that are marked by class or attribute, and those of
 * MemberPress and BuddyPress, and hands them over to the page script.
 */
final class Content_Forms {
	/**
	 * The class of a field that takes a password. The builder need not have a type for it.
	 */
	private const PASSWORD_CLASS = 'cognito-(?:new-)?password(?:-again)?';

	private const MARK = '/\bcognito-(?:signin|signup|confirm|forgot|reset)\b|\bdata-cognito=|\bid="mepr_loginform|\bid="mepr_forgot_password_form|\bmepr-signup-form\b|\bid="signup[-_]form"/';

	private const TAG = '/<[a-z](?:[^>"\']++|"[^"]*+"|\'[^\']*+\')*+>/i';

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
	 * Whether a field is marked as one for a password.
	 *
	 * @param mixed $classes Its classes, as the builder keeps them.
	 */
	public static function is_password( $classes ): bool {
		return is_string( $classes ) && 1 === preg_match( '/(?:^|\s)' . self::PASSWORD_CLASS . '(?:\s|$)/', $classes );
	}

	/**
	 * Whether a part of a page, or its classes alone, marks a form as one for Cognito.
	 *
	 * @param string $html Part.
	 */
	public static function is_marked( string $html ): bool {
		return 1 === preg_match( self::MARK, $html );
	}

	/**
	 * Adopts the form in a part of a page (filters do_shortcode_tag and render_block). One of an account is ours where it
	 * says whose of the pool it is.
	 *
	 * @param string $html Part.
	 */
	public function adopt( $html ): string {
		$html = (string) $html;
		if ( self::is_marked( $html ) ) {
			return $this->scripts->adopt( self::with_password_fields( $html ) );
		}
		return false === strpos( $html, 'data-cognito-field="username"' ) ? $html : $this->scripts->adopt( $html );
	}

	/**
	 * Adopts the forms that MemberPress and BuddyPress put into a content (filter the_content).
	 *
	 * @param string $html Content.
	 */
	public function adopt_each( $html ): string {
		$adopt = function ( array $form ): string {
			return $this->adopt( $form[0] );
		};
		return preg_replace_callback( '/<form\b.*?<\/form>/is', $adopt, (string) $html ) ?? '';
	}

	/**
	 * The first input of each field that is marked becomes one for a password.
	 *
	 * @param string $html Form.
	 */
	private static function with_password_fields( string $html ): string {
		$is_next = false;
		$change  = static function ( array $tag ) use ( &$is_next ): string {
			$is_next = $is_next || 1 === preg_match( '/\sclass=["\'](?:[^"\']*\s)?' . self::PASSWORD_CLASS . '["\'\s]/i', $tag[0] );
			if ( ! $is_next || 0 !== stripos( $tag[0], '<input' ) ) {
				return $tag[0];
			}
			$is_next = false;
			return (string) preg_replace( '/\stype=["\'][^"\']*["\']/i', ' type="password"', $tag[0], 1 );
		};
		return preg_replace_callback( self::TAG, $change, $html ) ?? '';
	}
}
