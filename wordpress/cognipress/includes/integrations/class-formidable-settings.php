<?php
/**
 * Formidable Forms' own settings.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use FrmField;

defined( 'ABSPATH' ) || exit;

/**
 * Asks in Formidable's builder what a form and its fields are to Cognito.
 */
final class Formidable_Settings {
	/**
	 * What may be chosen.
	 *
	 * @var Form_Mapping
	 */
	private $mapping;

	/**
	 * Takes its part.
	 *
	 * @param Form_Mapping $mapping What may be chosen.
	 */
	public function __construct( Form_Mapping $mapping ) {
		$this->mapping = $mapping;
	}

	/**
	 * Has the setting of a field stored: Formidable stores those that have a default (filter frm_default_field_options).
	 *
	 * @param array<string, mixed> $defaults Settings.
	 * @return array<string, mixed>
	 */
	public function add_default( $defaults ): array {
		return $defaults + array( Form_Mapping::SETTING => '' );
	}

	/**
	 * Asks about a field (action frm_field_options_form).
	 *
	 * @param array<string, mixed> $field Field.
	 */
	public function print_field( $field ): void {
		self::print_row( sprintf( 'field_options[%s_%d]', Form_Mapping::SETTING, $field['id'] ), $this->mapping->fields(), $field[ Form_Mapping::SETTING ] ?? '' );
	}

	/**
	 * Asks about the form (action frm_additional_form_options).
	 *
	 * @param array<string, mixed> $values Settings.
	 */
	public function print_form( $values ): void {
		self::print_row( sprintf( 'options[%s]', Form_Mapping::SETTING ), Form_Mapping::purposes(), $values[ Form_Mapping::SETTING ] ?? '' );
	}

	/**
	 * Stores what was asked about the form (filter frm_form_options_before_update).
	 *
	 * @param array<string, mixed> $options To be stored.
	 * @param array<string, mixed> $values  Posted.
	 * @return array<string, mixed>
	 */
	public function store( $options, $values ): array {
		return array( Form_Mapping::SETTING => Form_Mapping::choice( $values['options'][ Form_Mapping::SETTING ] ?? '' ) ) + $options;
	}

	/**
	 * Prints the class of a form (action frm_form_classes).
	 *
	 * @param object $form Form.
	 */
	public function print_class( $form ): void {
		echo ' ' . esc_attr( Form_Mapping::choice( $form->options[ Form_Mapping::SETTING ] ?? '' ) );
	}

	/**
	 * Gives a field its class (filter frm_field_div_classes).
	 *
	 * @param string                      $classes Classes.
	 * @param array<string, mixed>|object $field   Field.
	 */
	public function add_class( $classes, $field ): string {
		return ' ' . Form_Mapping::add( $classes, FrmField::get_option( $field, Form_Mapping::SETTING ) );
	}

	/**
	 * Prints a row of a table of settings.
	 *
	 * @param string                $name    Name of the control.
	 * @param array<string, string> $choices Labels by choice.
	 * @param mixed                 $value   Stored value.
	 */
	private static function print_row( string $name, array $choices, $value ): void {
		printf( '<tr><td><label>%s ', esc_html( Form_Mapping::label() ) );
		Form_Mapping::print_select( array( 'name' => $name ), $choices, $value );
		echo '</label></td></tr>';
	}
}
