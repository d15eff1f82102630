<?php
/**
 * What the plugin calls of form builders, as they have it.
 *
 * @package Cognipress
 */

namespace Elementor {
	/**
	 * Elementor.
	 */
	final class Plugin {
		/**
		 * The plugin, with its `controls_manager`.
		 *
		 * @var object
		 */
		public static $instance;
	}
}

namespace {
	/**
	 * Fields of Formidable.
	 */
	final class FrmField {
		/**
		 * A setting of a field.
		 *
		 * @param object $field Field.
		 * @param string $name  Name.
		 * @return mixed
		 */
		public static function get_option( $field, string $name ) {
			return $field->field_options[ $name ] ?? '';
		}
	}

	/**
	 * A form of Contact Form 7.
	 */
	final class WPCF7_ContactForm {
		/**
		 * The one that is worked on.
		 *
		 * @var self|null
		 */
		public static $current;

		/**
		 * Properties.
		 *
		 * @var array<string, mixed>
		 */
		public $properties;

		/**
		 * Works on a form.
		 */
		public function __construct() {
			$this->properties = apply_filters( 'wpcf7_pre_construct_contact_form_properties', array( 'form' => '' ), $this );
			self::$current    = $this;
		}

		/**
		 * The one that is worked on.
		 */
		public static function get_current(): ?self {
			return self::$current;
		}

		/**
		 * A property.
		 *
		 * @param string $name Name.
		 * @return mixed
		 */
		public function prop( string $name ) {
			return $this->properties[ $name ] ?? null;
		}

		/**
		 * Sets properties that are known.
		 *
		 * @param array<string, mixed> $properties Properties.
		 */
		public function set_properties( array $properties ): void {
			$this->properties = array_intersect_key( $properties, $this->properties ) + $this->properties;
		}

		/**
		 * Fields.
		 *
		 * @return array<int, array<string, string>>
		 */
		public function scan_form_tags(): array {
			return array( array( 'name' => 'your-email' ), array( 'name' => 'your-password' ), array( 'name' => '' ) );
		}
	}

	/**
	 * Ninja Forms.
	 */
	function Ninja_Forms(): object {
		$field = static function ( int $id, array $settings ): object {
			return new class( $id, $settings ) {
				/**
				 * Id.
				 *
				 * @var int
				 */
				private $id;

				/**
				 * Settings.
				 *
				 * @var array<string, mixed>
				 */
				private $settings;

				/**
				 * Takes its parts.
				 *
				 * @param int                  $id       Id.
				 * @param array<string, mixed> $settings Settings.
				 */
				public function __construct( int $id, array $settings ) {
					$this->id       = $id;
					$this->settings = $settings;
				}

				/**
				 * Its id.
				 */
				public function get_id(): int {
					return $this->id;
				}

				/**
				 * Its settings.
				 *
				 * @return array<string, mixed>
				 */
				public function get_settings(): array {
					return $this->settings;
				}
			};
		};
		$fields = array( $field( 1, array( 'cognito' => 'cognito-attr-email' ) ), $field( 2, array( 'container_class' => 'wide cognito-password' ) ) );
		return new class( $fields ) {
			/**
			 * Fields of every form.
			 *
			 * @var object[]
			 */
			private $fields;

			/**
			 * Takes its part.
			 *
			 * @param object[] $fields Fields.
			 */
			public function __construct( array $fields ) {
				$this->fields = $fields;
			}

			/**
			 * A form.
			 *
			 * @param int $id Its id.
			 */
			public function form( int $id ): self {
				return $this;
			}

			/**
			 * Its fields.
			 *
			 * @return object[]
			 */
			public function get_fields(): array {
				return $this->fields;
			}
		};
	}

	/**
	 * Prints a setting of a form in the builder of WPForms.
	 *
	 * @param string               $option    Kind.
	 * @param string               $panel     Panel.
	 * @param string               $field     Name.
	 * @param array<string, mixed> $form_data Form.
	 * @param string               $label     Label.
	 * @param array<string, mixed> $args      Options among them.
	 */
	function wpforms_panel_field( $option, $panel, $field, $form_data, $label, $args ): void {
		printf( '<%s name="%s[%s]" value="%s">%s: %s', $option, $panel, $field, $form_data[ $panel ][ $field ] ?? '', $label, implode( ' ', array_keys( $args['options'] ) ) ); // phpcs:ignore WordPress.Security
	}
}
