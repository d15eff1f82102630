<?php
/**
 * What form builders keep.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\Form_Scripts;
use WPCF7_Submission;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps passwords out of entries, mails and logs: a field for one is empty by rule, required or not. One that comes
 * with a value, as from a browser without JavaScript, is refused or dropped.
 */
final class Builder_Entries {
	/**
	 * WPForms: takes the field out of the form that is being worked on (filter wpforms_process_before_form_data).
	 *
	 * @param array<string, mixed> $form_data Form.
	 * @return array<string, mixed>
	 */
	public function wpforms( $form_data ): array {
		$is_kept             = static function ( array $field ): bool {
			return ! Content_Forms::is_password( $field['css'] ?? '' );
		};
		$form_data['fields'] = array_filter( $form_data['fields'] ?? array(), $is_kept );
		return $form_data;
	}

	/**
	 * Formidable (filter frm_validate_field_entry).
	 *
	 * @param array<string, string> $errors Errors by field.
	 * @param object                $field  Field.
	 * @param mixed                 $value  What was posted.
	 * @return array<string, string>
	 */
	public function formidable( $errors, $field, $value ): array {
		$options = $field->field_options;
		if ( ! Content_Forms::is_password( Form_Mapping::add( $options['classes'] ?? '', $options[ Form_Mapping::SETTING ] ?? '' ) ) ) {
			return $errors;
		}
		unset( $errors[ 'field' . $field->id ] );
		return self::is_empty( $value ) ? $errors : array( 'field' . $field->id => Form_Scripts::refusal() ) + $errors;
	}

	/**
	 * Gravity Forms (filter gform_field_validation).
	 *
	 * @param array<string, mixed> $result `is_valid` and `message`.
	 * @param mixed                $value  What was posted.
	 * @param array<string, mixed> $form   Form.
	 * @param object               $field  Field.
	 * @return array<string, mixed>
	 */
	public function gravity_forms( $result, $value, $form, $field ): array {
		if ( ! Content_Forms::is_password( $field->cssClass ?? '' ) ) {
			return $result;
		}
		return array(
			'is_valid' => self::is_empty( $value ),
			'message'  => Form_Scripts::refusal(),
		) + $result;
	}

	/**
	 * Contact Form 7 (filter wpcf7_posted_data).
	 *
	 * @param array<string, mixed> $posted What was posted.
	 * @return array<string, mixed>
	 */
	public function contact_form_7( $posted ): array {
		$tags = WPCF7_Submission::get_instance()->get_contact_form()->scan_form_tags();
		foreach ( $tags as $tag ) {
			if ( Content_Forms::is_password( $tag->get_class_option() ) ) {
				unset( $posted[ $tag->name ] );
			}
		}
		return $posted;
	}

	/**
	 * Elementor Pro, whose fields may have ids in place of classes (action elementor_pro/forms/validation).
	 *
	 * @param object $record  Entry.
	 * @param object $handler What answers the page.
	 */
	public function elementor( $record, $handler ): void {
		foreach ( $record->get( 'form_settings' )['form_fields'] as $field ) {
			$id = (string) $field['custom_id'];
			if ( 1 !== preg_match( '/^cognito_(?:new_)?password/', $id ) && ! Content_Forms::is_password( $field[ Form_Mapping::SETTING ] ?? '' ) ) {
				continue;
			}
			$record->remove_field( $id );
			// Elementor misses it where it is required.
			if ( isset( $handler->errors[ $id ] ) ) {
				unset( $handler->errors[ $id ] );
				$handler->set_success( array() === $handler->errors );
			}
		}
	}

	/**
	 * Whether nothing was posted.
	 *
	 * @param mixed $value One value, or some.
	 */
	private static function is_empty( $value ): bool {
		return '' === implode( '', (array) $value );
	}
}
