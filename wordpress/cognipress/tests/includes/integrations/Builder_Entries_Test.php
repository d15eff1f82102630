<?php
/**
 * Tests of what form builders keep.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Integrations\Builder_Entries;

/**
 * With forms and fields as the builders hand them to their filters.
 */
final class Builder_Entries_Test extends Test_Case {
	public function test_wpforms_never_sees_the_field(): void {
		$fields = array(
			1 => array( 'css' => 'wide cognito-attr-email' ),
			3 => array( 'css' => 'wide cognito-password' ),
			4 => array(),
		);
		$this->assertSame( array( 1, 4 ), array_keys( ( new Builder_Entries() )->wpforms( array( 'fields' => $fields ) )['fields'] ) );
	}

	public function test_formidable_misses_no_password_and_takes_none(): void {
		$field = (object) array(
			'id'            => 3,
			'field_options' => array( 'classes' => 'frm6 cognito-password' ),
		);
		$entry = new Builder_Entries();
		$this->assertSame( array( 'field1' => 'x' ), $entry->formidable( array( 'field1' => 'x', 'field3' => 'is blank' ), $field, '' ) );
		$this->assertArrayHasKey( 'field3', $entry->formidable( array(), $field, 'some-password' ) );
		$field->field_options['classes'] = 'cognito-password-hint';
		$this->assertSame( array( 'field3' => 'is blank' ), $entry->formidable( array( 'field3' => 'is blank' ), $field, '' ) );
	}

	public function test_gravity_forms_misses_no_password_and_takes_none(): void {
		$field  = (object) array( 'cssClass' => 'cognito-password' );
		$entry  = new Builder_Entries();
		$result = array(
			'is_valid' => false,
			'message'  => 'This field is required.',
		);
		$this->assertTrue( $entry->gravity_forms( $result, array( '', '' ), array(), $field )['is_valid'] );
		$this->assertFalse( $entry->gravity_forms( array( 'is_valid' => true ), array( 'some', 'some' ), array(), $field )['is_valid'] );
		$field->cssClass = 'cognito-attr-email';
		$this->assertSame( $result, $entry->gravity_forms( $result, '', array(), $field ) );
	}

	public function test_elementor_gets_no_password(): void {
		$record  = new class() {
			/**
			 * Settings of the form.
			 *
			 * @var array<string, array<int, array<string, string>>>
			 */
			public $form_settings = array(
				'form_fields' => array(
					array( 'custom_id' => 'cognito_attr_email' ),
					array( 'custom_id' => 'cognito_password' ),
					array(
						'custom_id' => 'field_3',
						'cognito'   => 'cognito-password-again',
					),
					array( 'custom_id' => 'password_hint' ),
				),
			);

			/**
			 * Fields by id.
			 *
			 * @var array<string, array<string, string>>
			 */
			public $fields = array(
				'cognito_attr_email' => array(),
				'cognito_password'   => array(),
				'field_3'            => array(),
				'password_hint'      => array(),
			);

			/**
			 * A member.
			 *
			 * @param string $name Name.
			 * @return mixed
			 */
			public function get( string $name ) {
				return $this->$name;
			}

			/**
			 * Forgets a field.
			 *
			 * @param string $id Its id.
			 */
			public function remove_field( string $id ): void {
				unset( $this->fields[ $id ] );
			}
		};
		$handler = new class() {
			/**
			 * Errors by field.
			 *
			 * @var array<string, string>
			 */
			public $errors = array(
				'field_3'            => 'This field is required.',
				'cognito_attr_email' => 'This field is required.',
			);

			/**
			 * Whether all is well.
			 *
			 * @var bool
			 */
			public $is_success = false;

			/**
			 * Sets whether all is well.
			 *
			 * @param bool $is_success Whether it is.
			 */
			public function set_success( $is_success ): void {
				$this->is_success = $is_success;
			}
		};
		( new Builder_Entries() )->elementor( $record, $handler );
		$this->assertSame( array( 'cognito_attr_email', 'password_hint' ), array_keys( $record->fields ) );
		$this->assertSame( array( array( 'cognito_attr_email' ), false ), array( array_keys( $handler->errors ), $handler->is_success ) );

		$handler->errors = array( 'field_3' => 'This field is required.' );
		( new Builder_Entries() )->elementor( $record, $handler );
		$this->assertTrue( $handler->is_success );
	}
}
