<?php
/**
 * The settings of Elementor Pro's form widget.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Elementor\Plugin;

defined( 'ABSPATH' ) || exit;

/**
 * Asks in Elementor's editor what a form and its fields are to Cognito.
 */
final class Elementor_Settings {
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
	 * Asks about the form and each of its fields (action elementor/element/form/section_form_fields/before_section_end).
	 *
	 * @param object $widget Form widget.
	 */
	public function add_controls( $widget ): void {
		$control = array(
			'label'   => Form_Mapping::label(),
			'type'    => 'select',
			'default' => '',
		);
		$form    = array(
			'options'      => Form_Mapping::purposes(),
			// Elementor gives the widget the value as a class.
			'prefix_class' => '',
		);
		$widget->add_control( Form_Mapping::SETTING, $control + $form );

		$fields = Plugin::$instance->controls_manager->get_control_from_stack( $widget->get_unique_name(), 'form_fields' );
		if ( is_wp_error( $fields ) ) {
			return;
		}
		$fields['fields'][ Form_Mapping::SETTING ] = $control + array(
			'name'         => Form_Mapping::SETTING,
			'options'      => $this->mapping->fields(),
			'tab'          => 'content',
			'inner_tab'    => 'form_fields_advanced_tab',
			'tabs_wrapper' => 'form_fields_tabs',
		);
		$widget->update_control( 'form_fields', $fields );
	}

	/**
	 * Gives a field its class (filter elementor_pro/forms/render/item).
	 *
	 * @param array<string, mixed> $item   Field.
	 * @param int                  $index  Its place.
	 * @param object               $widget Form widget.
	 * @return array<string, mixed>
	 */
	public function apply( $item, $index, $widget ): array {
		$choice = Form_Mapping::choice( $item[ Form_Mapping::SETTING ] ?? '' );
		if ( '' !== $choice ) {
			$widget->add_render_attribute( 'field-group' . $index, 'class', $choice );
		}
		return $item;
	}
}
