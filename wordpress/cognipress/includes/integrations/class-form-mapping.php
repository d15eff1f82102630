<?php
/**
 * What the forms of form builders are to Cognito.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Settings;
use Cognipress\Texts;

defined( 'ABSPATH' ) || exit;

/**
 * What the owner of a form chooses in the builder's own settings. What is stored is the CSS class that could have been
 * written by hand, so a form that is mapped and one with classes are the same to all that follows.
 */
final class Form_Mapping {
	/**
	 * Name of the setting, of a form as of a field.
	 */
	public const SETTING = 'cognito';

	private const CHOICE = '/\Acognito-[\w-]+\z/';

	private const ATTRIBUTES = array( 'email', 'given_name', 'family_name', 'name', 'phone_number', 'birthdate', 'address' );

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
	 * What the setting is called.
	 */
	public static function label(): string {
		return __( 'Amazon Cognito', 'cognipress' );
	}

	/**
	 * What a form may be for: labels by choice.
	 *
	 * @return array<string, string>
	 */
	public static function purposes(): array {
		return array(
			''               => __( 'Not used', 'cognipress' ),
			'cognito-signup' => __( 'Register', 'cognipress' ),
			'cognito-signin' => __( 'Log in', 'cognipress' ),
			'cognito-forgot' => __( 'Lost your password?', 'cognipress' ),
		);
	}

	/**
	 * What a field may be: labels by choice.
	 *
	 * @return array<string, string>
	 */
	public function fields(): array {
		$choices = array(
			''                       => __( 'Not used', 'cognipress' ),
			'cognito-username'       => __( 'Username', 'cognipress' ),
			'cognito-password'       => __( 'Password', 'cognipress' ),
			'cognito-password-again' => __( 'Repeat the password', 'cognipress' ),
			'cognito-remember'       => __( 'Remember me', 'cognipress' ),
		);
		$texts   = Texts::all();
		$custom  = preg_grep( '/\Acustom:\w+\z/', $this->settings->attribute_rows() );
		foreach ( array_merge( self::ATTRIBUTES, $this->settings->register_attributes(), $custom ) as $name ) {
			$choices[ 'cognito-attr-' . str_replace( ':', '-', $name ) ] = $texts[ 'attribute-' . $name ] ?? $name;
		}
		return $choices;
	}

	/**
	 * A stored or posted value, if it can be a choice; else nothing.
	 *
	 * @param mixed $value Value.
	 */
	public static function choice( $value ): string {
		return is_string( $value ) && 1 === preg_match( self::CHOICE, $value ) ? $value : '';
	}

	/**
	 * Classes with the one of a choice.
	 *
	 * @param mixed $classes As the builder keeps them.
	 * @param mixed $value   Stored value.
	 */
	public static function add( $classes, $value ): string {
		$all = preg_split( '/\s+/', is_string( $classes ) ? $classes : '', -1, PREG_SPLIT_NO_EMPTY );
		return implode( ' ', array_unique( array_filter( array_merge( $all, array( self::choice( $value ) ) ) ) ) );
	}

	/**
	 * Prints a control for a choice.
	 *
	 * @param array<string, string> $attributes Of the control.
	 * @param array<string, string> $choices    Labels by choice.
	 * @param mixed                 $value      Stored value.
	 */
	public static function print_select( array $attributes, array $choices, $value = '' ): void {
		echo '<select';
		foreach ( $attributes as $name => $text ) {
			printf( ' %s="%s"', esc_attr( $name ), esc_attr( $text ) );
		}
		echo '>';
		foreach ( $choices as $choice => $label ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $choice ), selected( $choice, self::choice( $value ), false ), esc_html( $label ) );
		}
		echo '</select>';
	}
}
