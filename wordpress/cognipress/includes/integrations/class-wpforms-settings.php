<?php
/**
 * WPForms' own settings.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

defined( 'ABSPATH' ) || exit;

/**
 * Asks in WPForms' builder what a form and its fields are to Cognito. WPForms stores every setting of its builder.
 */
final class WPForms_Settings {
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
	 * Asks about the form (action wpforms_form_settings_general).
	 *
	 * @param object $panel Panel of the builder.
	 */
	public function print_form( $panel ): void {
		wpforms_panel_field( 'select', 'settings', Form_Mapping::SETTING, $panel->form_data, Form_Mapping::label(), array( 'options' => Form_Mapping::purposes() ) );
	}

	/**
	 * Asks about a field (action wpforms_field_options_bottom_advanced-options).
	 *
	 * @param array<string, mixed> $field Field.
	 * @param object               $type  Type of the field.
	 */
	public function print_field( $field, $type ): void {
		$row    = array( 'slug' => Form_Mapping::SETTING );
		$label  = $type->field_element( 'label', $field, $row + array( 'value' => Form_Mapping::label() ), false );
		$select = array(
			'value'   => $field[ Form_Mapping::SETTING ] ?? '',
			'options' => $this->mapping->fields(),
		);
		$type->field_element( 'row', $field, $row + array( 'content' => $label . $type->field_element( 'select', $field, $row + $select, false ) ) );
	}

	/**
	 * Gives a form its classes, where it is shown and where it is worked on (filters wpforms_frontend_form_data and
	 * wpforms_process_before_form_data).
	 *
	 * @param array<string, mixed>|false $form_data Form.
	 * @return array<string, mixed>|false
	 */
	public function apply( $form_data ) {
		if ( ! is_array( $form_data ) ) {
			return $form_data;
		}
		$form = $form_data['settings'] ?? array();

		$form_data['settings']['form_class'] = Form_Mapping::add( $form['form_class'] ?? '', $form[ Form_Mapping::SETTING ] ?? '' );
		foreach ( $form_data['fields'] ?? array() as $id => $field ) {
			$form_data['fields'][ $id ]['css'] = Form_Mapping::add( $field['css'] ?? '', $field[ Form_Mapping::SETTING ] ?? '' );
		}
		return $form_data;
	}
}
