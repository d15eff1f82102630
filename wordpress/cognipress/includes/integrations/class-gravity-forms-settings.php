<?php
/**
 * Gravity Forms' own settings.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

defined( 'ABSPATH' ) || exit;

/**
 * Asks in Gravity Forms' editor what a form and its fields are to Cognito. Gravity Forms stores what its editor sets.
 */
final class Gravity_Forms_Settings {
	/**
	 * Where among the advanced settings of a field: below its label for administrators.
	 */
	private const POSITION = 50;

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
	 * Asks about a field (action gform_field_advanced_settings).
	 *
	 * @param int $position Place among the settings.
	 */
	public function print_field( $position ): void {
		if ( self::POSITION !== (int) $position ) {
			return;
		}
		$attributes = array(
			'id'       => 'field_cognito',
			'onchange' => sprintf( 'SetFieldProperty("%s", this.value)', Form_Mapping::SETTING ),
		);
		printf( '<li class="cognito_setting field_setting"><label for="field_cognito" class="section_label">%s</label>', esc_html( Form_Mapping::label() ) );
		Form_Mapping::print_select( $attributes, $this->mapping->fields() );
		echo '</li>';
	}

	/**
	 * Shows the setting for fields of every type (action gform_editor_js).
	 */
	public function print_script(): void {
		$script = 'for (const type in fieldSettings) fieldSettings[type] += ", .cognito_setting";
jQuery(document).on("gform_load_field_settings", (event, field) => jQuery("#field_cognito").val(field.%s || ""));';
		wp_print_inline_script_tag( sprintf( $script, Form_Mapping::SETTING ) );
	}

	/**
	 * Asks about the form (filter gform_form_settings_fields).
	 *
	 * @param array<string, mixed> $sections Settings.
	 * @return array<string, mixed>
	 */
	public function add_form( $sections ): array {
		$choices = array();
		foreach ( Form_Mapping::purposes() as $value => $label ) {
			$choices[] = compact( 'label', 'value' );
		}
		$sections['form_options']['fields'][] = array(
			'name'    => Form_Mapping::SETTING,
			'type'    => 'select',
			'label'   => Form_Mapping::label(),
			'choices' => $choices,
		);
		return $sections;
	}

	/**
	 * Gives a form its classes, where it is shown and where it is checked (filters gform_pre_render and
	 * gform_pre_validation).
	 *
	 * @param array<string, mixed>|false $form Form.
	 * @return array<string, mixed>|false
	 */
	public function apply( $form ) {
		if ( ! is_array( $form ) ) {
			return $form;
		}
		$form['cssClass'] = Form_Mapping::add( $form['cssClass'] ?? '', $form[ Form_Mapping::SETTING ] ?? '' );
		foreach ( $form['fields'] ?? array() as $field ) {
			$field->cssClass = Form_Mapping::add( $field->cssClass ?? '', $field->{Form_Mapping::SETTING} ?? '' ); // phpcs:ignore WordPress.NamingConventions -- theirs.
		}
		return $form;
	}
}
