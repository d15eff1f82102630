<?php
/**
 * Ninja Forms.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Form_Scripts;

defined( 'ABSPATH' ) || exit;

/**
 * Asks in Ninja Forms' builder what a form and its fields are to Cognito, and keeps passwords out of its models. Its
 * forms are rendered in the browser, out of settings, and are sent out of models, not out of the page.
 */
final class Ninja_Forms {
	/**
	 * Name of the template of a field that Ninja Forms does not listen to.
	 */
	private const TEMPLATE = 'cognipress-password';

	/**
	 * Makes forms adopted ones.
	 *
	 * @var Form_Scripts
	 */
	private $scripts;

	/**
	 * What may be chosen.
	 *
	 * @var Form_Mapping
	 */
	private $mapping;

	/**
	 * Takes its parts.
	 *
	 * @param Form_Scripts $scripts Makes forms adopted ones.
	 * @param Form_Mapping $mapping What may be chosen.
	 */
	public function __construct( Form_Scripts $scripts, Form_Mapping $mapping ) {
		$this->scripts = $scripts;
		$this->mapping = $mapping;
	}

	/**
	 * Asks about a field (filter ninja_forms_field_load_settings).
	 *
	 * @param array<string, mixed> $settings Settings.
	 * @return array<string, mixed>
	 */
	public function add_field( $settings ): array {
		return $settings + self::setting( array( $this->mapping, 'fields' ) );
	}

	/**
	 * Asks about a form (filter ninja_forms_form_display_settings).
	 *
	 * @param array<string, mixed> $settings Settings.
	 * @return array<string, mixed>
	 */
	public function add_form( $settings ): array {
		return $settings + self::setting( array( Form_Mapping::class, 'purposes' ) );
	}

	/**
	 * Gives a form its class, and the page the script (filter ninja_forms_display_form_settings).
	 *
	 * @param array<string, mixed> $settings Settings.
	 * @return array<string, mixed>
	 */
	public function apply( $settings ): array {
		$settings['element_class'] = Form_Mapping::add( $settings['element_class'] ?? '', $settings[ Form_Mapping::SETTING ] ?? '' );
		if ( $this->scripts->is_active() && Content_Forms::is_marked( ( $settings['wrapper_class'] ?? '' ) . ' ' . $settings['element_class'] ) ) {
			$this->scripts->want();
		}
		return $settings;
	}

	/**
	 * Gives fields their classes, and those for a password a template of their own. Their models have a value from the
	 * beginning, so that Ninja Forms does not miss one (filter ninja_forms_display_fields).
	 *
	 * @param array<int, array<string, mixed>> $fields Settings of each field.
	 * @return array<int, array<string, mixed>>
	 */
	public function apply_to_fields( $fields ): array {
		foreach ( $fields as &$field ) {
			$field['container_class'] = self::classes( $field );
			if ( $this->scripts->is_active() && Content_Forms::is_password( $field['container_class'] ) ) {
				$field['value'] = '-';
				array_unshift( $field['element_templates'], self::TEMPLATE );
			}
		}
		return $fields;
	}

	/**
	 * Prints the template: without a name, and without the class by which Ninja Forms finds what it listens to
	 * (action ninja_forms_output_templates).
	 */
	public function print_template(): void {
		printf(
			'<script id="tmpl-nf-field-%s" type="text/template"><input id="nf-field-{{{ data.id }}}" type="password" class="{{{ data.renderClasses() }}}" aria-describedby="nf-error-{{{ data.id }}}" autocomplete="new-password"></script>',
			esc_attr( self::TEMPLATE )
		);
	}

	/**
	 * Forgets what was posted as a password (filter ninja_forms_submit_data).
	 *
	 * @param array<string, mixed> $form_data Form with its fields.
	 * @return array<string, mixed>
	 */
	public function forget( $form_data ): array {
		foreach ( Ninja_Forms()->form( $form_data['id'] )->get_fields() as $field ) {
			$id = $field->get_id();
			if ( isset( $form_data['fields'][ $id ] ) && Content_Forms::is_password( self::classes( $field->get_settings() ) ) ) {
				$form_data['fields'][ $id ]['value'] = '';
			}
		}
		return $form_data;
	}

	/**
	 * Does not miss it (filter ninja_forms_pre_validate_field_settings).
	 *
	 * @param array<string, mixed> $settings Settings.
	 * @return array<string, mixed>
	 */
	public function validate( $settings ): array {
		if ( Content_Forms::is_password( self::classes( $settings ) ) ) {
			$settings['required'] = 0;
		}
		return $settings;
	}

	/**
	 * Classes of a field.
	 *
	 * @param array<string, mixed> $settings Settings.
	 */
	private static function classes( array $settings ): string {
		return Form_Mapping::add( $settings['container_class'] ?? '', $settings[ Form_Mapping::SETTING ] ?? '' );
	}

	/**
	 * A setting for Ninja Forms' builder, which prints it as JSON. It is made before there are translations.
	 *
	 * @param callable $choices function(): array<string, string>; labels by choice.
	 * @return array<string, array<string, mixed>>
	 */
	private static function setting( callable $choices ): array {
		$options = static function () use ( $choices ): array {
			$options = array();
			foreach ( $choices() as $value => $label ) {
				$options[] = compact( 'label', 'value' );
			}
			return $options;
		};
		return array(
			Form_Mapping::SETTING => array(
				'name'    => Form_Mapping::SETTING,
				'type'    => 'select',
				'label'   => new Late_Json( array( Form_Mapping::class, 'label' ) ),
				'options' => new Late_Json( $options ),
				'width'   => 'full',
				'group'   => 'advanced',
				'value'   => '',
			),
		);
	}
}
