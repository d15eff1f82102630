<?php
/**
 * Tests of the settings of form builders.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Integrations\Form_Mapping;
use Cognipress\Settings;
use Elementor\Plugin;
use WPCF7_ContactForm;

require_once dirname( __DIR__, 2 ) . '/support/form-builders.php';

/**
 * Fires the hooks of the builders with what they hand to them.
 */
final class Builder_Settings_Test extends Test_Case {
	protected function setUp(): void {
		parent::setUp();
		self::configure( array( 'register_attributes' => 'given_name, custom:account_no' ) );
		WPCF7_ContactForm::$current = null;
	}

	/**
	 * What a hook prints.
	 *
	 * @param mixed ...$arguments Name and arguments.
	 */
	private static function printed( ...$arguments ): string {
		ob_start();
		do_action( ...$arguments );
		return (string) ob_get_clean();
	}

	public function test_the_attributes_of_the_settings_can_be_chosen(): void {
		$fields = ( new Form_Mapping( new Settings() ) )->fields();
		$this->assertSame( 'First name', $fields['cognito-attr-given_name'] );
		$this->assertSame( 'custom:account_no', $fields['cognito-attr-custom-account_no'] );
	}

	public function test_what_is_no_choice_becomes_no_class(): void {
		foreach ( array( '', 'wide', 'cognito-a b', 'cognito-"', array( 'cognito-signup' ), null ) as $value ) {
			$this->assertSame( 'a b', Form_Mapping::add( ' a  b', $value ) );
		}
		$this->assertSame( 'a cognito-signup', Form_Mapping::add( 'a cognito-signup', 'cognito-signup' ) );
	}

	public function test_wpforms(): void {
		$panel = (object) array( 'form_data' => array( 'settings' => array( 'cognito' => 'cognito-signup' ) ) );
		$this->assertStringContainsString( '<select name="settings[cognito]" value="cognito-signup">', self::printed( 'wpforms_form_settings_general', $panel ) );
		$type = new class() {
			/**
			 * An element of a field's settings.
			 *
			 * @param string               $element Kind.
			 * @param array<string, mixed> $field   Field.
			 * @param array<string, mixed> $args    Arguments.
			 * @param bool                 $prints  Whether it prints.
			 */
			public function field_element( $element, $field, $args, $prints = true ): string {
				$html = 'select' === $element ? "fields[{$field['id']}][{$args['slug']}]={$args['value']}" : $args['content'] ?? $args['value'];
				if ( $prints ) {
					echo $html; // phpcs:ignore WordPress.Security
				}
				return $html;
			}
		};
		$field = array(
			'id'      => 3,
			'cognito' => 'cognito-password',
		);
		$this->assertSame( 'Amazon Cognitofields[3][cognito]=cognito-password', self::printed( 'wpforms_field_options_bottom_advanced-options', $field, $type ) );

		$form = array(
			'settings' => array( 'cognito' => 'cognito-signup' ),
			'fields'   => array(
				1 => array( 'css' => 'wide' ),
				3 => $field,
			),
		);
		$shown = apply_filters( 'wpforms_frontend_form_data', $form );
		$this->assertSame( 'cognito-signup', $shown['settings']['form_class'] );
		$this->assertSame( array( 'wide', 'cognito-password' ), array_column( $shown['fields'], 'css' ) );
		$this->assertSame( array( 1 ), array_keys( apply_filters( 'wpforms_process_before_form_data', $form, array() )['fields'] ) );
		$this->assertFalse( apply_filters( 'wpforms_frontend_form_data', false ) );
	}

	public function test_formidable(): void {
		$this->assertSame( '', apply_filters( 'frm_default_field_options', array(), array() )['cognito'] );
		$field = array(
			'id'      => 3,
			'cognito' => 'cognito-password',
		);
		$html  = self::printed( 'frm_field_options_form', $field, array(), array() );
		$this->assertStringContainsString( '<select name="field_options[cognito_3]">', $html );
		$this->assertMatchesRegularExpression( '/value="cognito-password" selected=\'selected\'>Password</', $html );
		$this->assertStringContainsString( 'value="cognito-signup" selected', self::printed( 'frm_additional_form_options', array( 'cognito' => 'cognito-signup' ) ) );

		$store = static function ( string $value ): array {
			return apply_filters( 'frm_form_options_before_update', array( 'a' => 1 ), array( 'options' => array( 'cognito' => $value ) ), true );
		};
		$this->assertSame( 'cognito-signup', $store( 'cognito-signup' )['cognito'] );
		$this->assertSame( '', $store( '"><script>' )['cognito'] );
		$this->assertSame( ' cognito-signup', self::printed( 'frm_form_classes', (object) array( 'options' => array( 'cognito' => 'cognito-signup' ) ) ) );

		$stored = (object) array(
			'id'            => 3,
			'field_options' => array( 'cognito' => 'cognito-password' ),
		);
		$this->assertSame( ' frm_top cognito-password', apply_filters( 'frm_field_div_classes', ' frm_top', $stored, array() ) );
		$this->assertSame( array(), apply_filters( 'frm_validate_field_entry', array( 'field3' => 'is blank' ), $stored, '', array() ) );
		$this->assertArrayHasKey( 'field3', apply_filters( 'frm_validate_field_entry', array(), $stored, 'some-password', array() ) );
	}

	public function test_gravity_forms(): void {
		$this->assertSame( '', self::printed( 'gform_field_advanced_settings', 25, 7 ) );
		$html = self::printed( 'gform_field_advanced_settings', 50, 7 );
		$this->assertStringContainsString( 'class="cognito_setting field_setting"', $html );
		$this->assertStringContainsString( 'SetFieldProperty(&quot;cognito&quot;, this.value)', $html );
		$this->assertStringContainsString( 'fieldSettings[type] += ", .cognito_setting"', self::printed( 'gform_editor_js' ) );
		$sections = apply_filters( 'gform_form_settings_fields', array( 'form_options' => array( 'fields' => array( 'x' ) ) ), array() );
		$this->assertSame( 'cognito', $sections['form_options']['fields'][1]['name'] );
		$this->assertContains( 'cognito-signup', array_column( $sections['form_options']['fields'][1]['choices'], 'value' ) );

		$field = (object) array( 'cognito' => 'cognito-password' );
		$form  = array(
			'cognito' => 'cognito-signup',
			'fields'  => array( $field ),
		);
		$this->assertSame( 'cognito-signup', apply_filters( 'gform_pre_render', $form, false, null, 'form_display' )['cssClass'] );
		apply_filters( 'gform_pre_validation', $form );
		$this->assertSame( 'cognito-password', $field->cssClass );
		$missed = array(
			'is_valid' => false,
			'message'  => 'This field is required.',
		);
		$this->assertTrue( apply_filters( 'gform_field_validation', $missed, '', $form, $field )['is_valid'] );
	}

	public function test_contact_form_7(): void {
		$form  = new WPCF7_ContactForm();
		$panel = apply_filters( 'wpcf7_editor_panels', array() )['cognito-panel'];
		$this->assertSame( 'Amazon Cognito', $panel['title'] );
		$_POST['wpcf7-cognito'] = array(
			'form'   => 'cognito-signup',
			'fields' => array(
				'your-email'    => 'cognito-attr-email',
				'your-password' => 'cognito-password',
				'your-name'     => '"><script>',
			),
		);
		do_action( 'wpcf7_save_contact_form', $form, array(), 'save' );
		$this->assertSame( array( 'your-email', 'your-password' ), array_keys( $form->prop( 'cognito' )['fields'] ) );
		ob_start();
		$panel['callback']( $form );
		$html = (string) ob_get_clean();
		$this->assertMatchesRegularExpression( '/name="wpcf7-cognito\[fields\]\[your-password\]" aria-label="your-password">.*?value="cognito-password" selected/', $html );
		$this->assertSame( 3, substr_count( $html, '<select' ) );

		$this->assertSame( 'wpcf7-form init cognito-signup', apply_filters( 'wpcf7_form_class_attr', 'wpcf7-form init' ) );
		$tag = static function ( string $name, string ...$options ): array {
			$written = array(
				'type'     => 'text*',
				'basetype' => 'text',
				'name'     => $name,
				'options'  => $options,
			);
			return apply_filters( 'wpcf7_form_tag', $written, true );
		};
		$this->assertSame( array( 'class:cognito-attr-email' ), $tag( 'your-email' )['options'] );
		$this->assertSame( 'text*', $tag( 'your-email' )['type'] );
		$this->assertSame( 'text', $tag( 'your-password' )['type'] );
		$this->assertSame( 'text', $tag( 'other', 'class:cognito-password' )['type'], 'by class' );

		$_POST = array();
		do_action( 'wpcf7_save_contact_form', $form, array(), 'save' );
		$this->assertSame( 'cognito-signup', $form->prop( 'cognito' )['form'], 'kept where nothing was asked' );
	}

	public function test_elementor(): void {
		$manager = new class() {
			/**
			 * The controls of each field.
			 */
			public function get_control_from_stack(): array {
				return array( 'fields' => array( 'required' => array() ) );
			}
		};
		$widget  = new class() {
			/**
			 * What was called.
			 *
			 * @var array<string, mixed[]>
			 */
			public $calls = array();

			/**
			 * Notes a call.
			 *
			 * @param string  $name      Name.
			 * @param mixed[] $arguments Arguments.
			 */
			public function __call( string $name, array $arguments ) {
				$this->calls[ $name ] = $arguments;
				return '';
			}
		};

		Plugin::$instance = (object) array( 'controls_manager' => $manager );
		do_action( 'elementor/element/form/section_form_fields/before_section_end', $widget, array() );
		$this->assertSame( '', $widget->calls['add_control'][1]['prefix_class'] );
		$this->assertArrayHasKey( 'cognito-password', $widget->calls['update_control'][1]['fields']['cognito']['options'] );
		$item = array( 'cognito' => 'cognito-password' );
		$this->assertSame( $item, apply_filters( 'elementor_pro/forms/render/item', $item, 2, $widget ) );
		$this->assertSame( array( 'field-group2', 'class', 'cognito-password' ), $widget->calls['add_render_attribute'] );
	}

	public function test_ninja_forms(): void {
		$settings = json_decode( wp_json_encode( apply_filters( 'ninja_forms_field_load_settings', array(), 'textbox', 'textbox' ) ), true );
		$this->assertContains( 'cognito-password', array_column( $settings['cognito']['options'], 'value' ) );
		$this->assertSame( 'cognito', apply_filters( 'ninja_forms_form_display_settings', array() )['cognito']['name'] );

		$this->assertSame( 'cognito-signup', apply_filters( 'ninja_forms_display_form_settings', array( 'cognito' => 'cognito-signup' ), 7 )['element_class'] );
		$this->assertStringContainsString( 'forms.js', self::printed( 'wp_footer' ) );
		$fields = array(
			array( 'container_class' => 'wide' ),
			array(
				'cognito'           => 'cognito-password',
				'element_templates' => array( 'textbox' ),
			),
		);
		$shown  = apply_filters( 'ninja_forms_display_fields', $fields, 7 );
		$this->assertSame( $fields[0], $shown[0] );
		$this->assertSame( 'cognito-password', $shown[1]['container_class'] );
		$this->assertSame( array( 'cognipress-password', 'textbox' ), $shown[1]['element_templates'] );
		$this->assertNotSame( '', $shown[1]['value'], 'it would be missed' );
		$template = self::printed( 'ninja_forms_output_templates' );
		$this->assertStringContainsString( 'id="tmpl-nf-field-cognipress-password"', $template );
		$this->assertDoesNotMatchRegularExpression( '/\sname=|nf-element/', $template );

		$posted = array(
			'id'     => 7,
			'fields' => array(
				1 => array( 'value' => 'grace@example.org' ),
				2 => array( 'value' => 'some-password' ),
			),
		);
		$this->assertSame( array( 'grace@example.org', '' ), array_column( apply_filters( 'ninja_forms_submit_data', $posted )['fields'], 'value' ) );
		$this->assertSame( 0, apply_filters( 'ninja_forms_pre_validate_field_settings', array( 'cognito' => 'cognito-password', 'required' => 1 ) )['required'] );
		$this->assertSame( 1, apply_filters( 'ninja_forms_pre_validate_field_settings', array( 'required' => 1 ) )['required'] );
	}
}
