<?php
/**
 * What WordPress' own registration form lacks.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Prints a field for the password, and one for each attribute that the site wants to know. None has a name, so none is
 * sent to this server.
 */
final class Registration_Fields {
	/**
	 * What browsers know of Cognito's attributes: the type of the field, and what it is filled with.
	 */
	private const FIELDS = array(
		'address'      => array( 'text', 'street-address' ),
		'birthdate'    => array( 'date', 'bday' ),
		'family_name'  => array( 'text', 'family-name' ),
		'given_name'   => array( 'text', 'given-name' ),
		'name'         => array( 'text', 'name' ),
		'nickname'     => array( 'text', 'nickname' ),
		'phone_number' => array( 'tel', 'tel' ),
	);

	/**
	 * Prints the field for the password as wp-login.php does.
	 */
	public static function print_password(): void {
		wp_enqueue_script( 'user-profile' ); // It knows the button that shows the password.
		printf(
			'<div class="user-pass-wrap"><label for="user_pass">%s</label><div class="wp-pwd">'
			. '<input type="password" id="user_pass" class="input password-input ltr" size="20" autocomplete="new-password" spellcheck="false" required="required" />'
			. '<button type="button" class="button button-secondary wp-hide-pw hide-if-no-js" data-toggle="0" aria-label="%s"><span class="dashicons dashicons-visibility" aria-hidden="true"></span></button>'
			. '</div></div>',
			esc_html__( 'Password', 'cognipress' ),
			esc_attr__( 'Show password', 'cognipress' )
		);
	}

	/**
	 * Prints the fields for attributes.
	 *
	 * @param string[] $attributes Names.
	 */
	public static function print_attributes( array $attributes ): void {
		$texts = Texts::all();
		foreach ( $attributes as $attribute ) {
			list( $type, $autocomplete ) = self::FIELDS[ $attribute ] ?? array( 'text', 'on' );
			printf(
				'<p><label for="cognipress-%1$s">%2$s</label><input type="%3$s" id="cognipress-%1$s" class="input" size="25" autocomplete="%4$s" data-cognito-field="attr:%1$s" required="required" /></p>',
				esc_attr( $attribute ),
				esc_html( $texts[ 'attribute-' . $attribute ] ?? str_replace( 'custom:', '', $attribute ) ),
				esc_attr( $type ),
				esc_attr( $autocomplete )
			);
		}
	}
}
