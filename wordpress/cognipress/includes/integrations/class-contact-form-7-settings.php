<?php
/**
 * Contact Form 7's own settings.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use WPCF7_ContactForm;

defined( 'ABSPATH' ) || exit;

/**
 * Asks in a panel of Contact Form 7's editor what a form and its fields are to Cognito, and keeps it as a property of
 * the form: `form`, and `fields` by name.
 */
final class Contact_Form_7_Settings {
	private const POSTED = 'wpcf7-cognito';

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
	 * Has the property stored (filter wpcf7_pre_construct_contact_form_properties).
	 *
	 * @param array<string, mixed> $properties Properties.
	 * @return array<string, mixed>
	 */
	public function add_property( $properties ): array {
		return $properties + array( Form_Mapping::SETTING => array() );
	}

	/**
	 * Adds the panel (filter wpcf7_editor_panels).
	 *
	 * @param array<string, mixed> $panels Panels.
	 * @return array<string, mixed>
	 */
	public function add_panel( $panels ): array {
		$panels['cognito-panel'] = array(
			'title'    => Form_Mapping::label(),
			'callback' => array( $this, 'print_panel' ),
		);
		return $panels;
	}

	/**
	 * Prints the panel: a row for the form, and one for each field.
	 *
	 * @param WPCF7_ContactForm $form Form.
	 */
	public function print_panel( $form ): void {
		$stored = (array) $form->prop( Form_Mapping::SETTING );
		printf( '<h2>%s</h2><table class="form-table" role="presentation">', esc_html( Form_Mapping::label() ) );
		self::print_row( __( 'This form', 'cognipress' ), '[form]', Form_Mapping::purposes(), $stored['form'] ?? '' );
		$names = array_unique( array_filter( wp_list_pluck( $form->scan_form_tags(), 'name' ) ) );
		foreach ( $names as $name ) {
			self::print_row( $name, "[fields][$name]", $this->mapping->fields(), $stored['fields'][ $name ] ?? '' );
		}
		echo '</table>';
	}

	/**
	 * Keeps what was chosen (action wpcf7_save_contact_form).
	 *
	 * @param WPCF7_ContactForm $form Form.
	 */
	public function store( $form ): void {
		// phpcs:ignore WordPress.Security -- Contact Form 7 has checked the nonce; choices are checked below.
		$posted = wp_unslash( $_POST[ self::POSTED ] ?? null );
		if ( ! is_array( $posted ) ) {
			return;
		}
		$fields = array_filter( array_map( array( Form_Mapping::class, 'choice' ), (array) ( $posted['fields'] ?? array() ) ) );
		$form->set_properties(
			array(
				Form_Mapping::SETTING => array(
					'form'   => Form_Mapping::choice( $posted['form'] ?? '' ),
					'fields' => $fields,
				),
			)
		);
	}

	/**
	 * Gives a form its class (filter wpcf7_form_class_attr).
	 *
	 * @param string $classes Classes.
	 */
	public function add_class( $classes ): string {
		return Form_Mapping::add( $classes, self::stored()['form'] ?? '' );
	}

	/**
	 * Gives a field its class. That of the password is never missed: it stays in the browser (filter wpcf7_form_tag).
	 *
	 * @param array<string, mixed> $tag Field, as it is written in the form.
	 * @return array<string, mixed>
	 */
	public function apply( $tag ): array {
		$choice = Form_Mapping::choice( self::stored()['fields'][ $tag['name'] ] ?? '' );
		if ( '' !== $choice ) {
			$tag['options'][] = 'class:' . $choice;
		}
		if ( Content_Forms::is_password( str_replace( 'class:', '', implode( ' ', $tag['options'] ) ) ) ) {
			$tag['type'] = $tag['basetype'];
		}
		return $tag;
	}

	/**
	 * What was chosen for the form that is being worked on.
	 *
	 * @return array<string, mixed>
	 */
	private static function stored(): array {
		$form = WPCF7_ContactForm::get_current();
		return null === $form ? array() : (array) $form->prop( Form_Mapping::SETTING );
	}

	/**
	 * Prints a row of the panel.
	 *
	 * @param string                $label   What is asked about.
	 * @param string                $name    End of the control's name.
	 * @param array<string, string> $choices Labels by choice.
	 * @param mixed                 $value   Stored value.
	 */
	private static function print_row( string $label, string $name, array $choices, $value ): void {
		printf( '<tr><th scope="row">%s</th><td>', esc_html( $label ) );
		$attributes = array(
			'name'       => self::POSTED . $name,
			'aria-label' => $label,
		);
		Form_Mapping::print_select( $attributes, $choices, $value );
		echo '</td></tr>';
	}
}
