<?php
/**
 * Controls of the settings page.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Adds and prints fields, each with its label and its help.
 */
final class Settings_Fields {
	public const PAGE = 'cognipress';

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Labels by setting.
	 *
	 * @var array<string, string>
	 */
	private $labels = array();

	/**
	 * Takes its part.
	 *
	 * @param Settings $settings Settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Adds a field to a section.
	 *
	 * @param string   $section Section.
	 * @param string   $name    Setting.
	 * @param string   $label   Label.
	 * @param callable $print   function(): void.
	 */
	public function add( string $section, string $name, string $label, callable $print ): void {
		$this->labels[ $name ] = $label;
		add_settings_field( $name, $label, $print, self::PAGE, $section, array( 'label_for' => self::id( $name ) ) );
	}

	/**
	 * Prints, below the headline of what is for the first user pool alone, which one that is where there are others.
	 */
	public function print_first_pool(): void {
		if ( count( ( new Pools( $this->settings ) )->all() ) > 1 ) {
			/* translators: %s: user pool ID. */
			echo '<p>' . esc_html( sprintf( __( 'This site has several user pools. This is for the first one alone: %s.', 'cognipress' ), $this->settings->text( 'user_pool_id' ) ) ) . '</p>';
		}
	}

	/**
	 * Prints a line of text.
	 *
	 * @param string $name Setting.
	 * @param string $help Help.
	 */
	public function text( string $name, string $help ): void {
		printf(
			'<input type="text" class="regular-text code" %s value="%s" autocomplete="off" spellcheck="false"%s />',
			self::attributes( $name ), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
			esc_attr( $this->settings->text( $name ) ),
			$this->settings->store()->is_fixed( $name ) ? ' readonly' : ''
		);
		$this->help( $name, $help );
	}

	/**
	 * Prints a box to check.
	 *
	 * @param string $name  Setting.
	 * @param bool   $is_on Whether it is checked.
	 * @param string $label What it means.
	 * @param string $help  Help.
	 */
	public function checkbox( string $name, bool $is_on, string $label, string $help ): void {
		printf(
			'<label><input type="checkbox" %s value="1"%s%s /> %s</label>',
			self::attributes( $name ), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
			checked( $is_on, true, false ),
			disabled( $this->settings->store()->is_fixed( $name ), true, false ),
			esc_html( $label )
		);
		$this->help( $name, $help );
	}

	/**
	 * Prints a whole number with its unit.
	 *
	 * @param string $name  Setting.
	 * @param int    $value Value.
	 * @param int    $max   Largest value.
	 * @param string $unit  Unit.
	 * @param string $help  Help.
	 */
	public function number( string $name, int $value, int $max, string $unit, string $help ): void {
		printf(
			'<input type="number" class="small-text" %s value="%d" min="0" max="%d" step="1"%s /> %s',
			self::attributes( $name ), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
			(int) $value,
			(int) $max,
			$this->settings->store()->is_fixed( $name ) ? ' readonly' : '',
			esc_html( $unit )
		);
		$this->help( $name, $help );
	}

	/**
	 * Prints a choice.
	 *
	 * @param string                $name    Setting.
	 * @param array<string, string> $choices Labels by value.
	 * @param string                $chosen  Value.
	 * @param string                $help    Help.
	 */
	public function choice( string $name, array $choices, string $chosen, string $help ): void {
		// phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
		echo '<select ' . self::attributes( $name ) . disabled( $this->settings->store()->is_fixed( $name ), true, false ) . '>';
		foreach ( $choices as $value => $label ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), selected( $value, $chosen, false ), esc_html( $label ) );
		}
		echo '</select>';
		$this->help( $name, $help );
	}

	/**
	 * Prints the rows of a map, one a line.
	 *
	 * @param string                $name Setting.
	 * @param array<string, string> $rows Rows.
	 * @param string                $help Help.
	 */
	public function map( string $name, array $rows, string $help ): void {
		printf(
			'<textarea class="large-text code" rows="5" %s spellcheck="false" dir="ltr"%s>%s</textarea>',
			self::attributes( $name ), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there.
			$this->settings->store()->is_fixed( $name ) ? ' readonly' : '',
			esc_textarea( Map_Text::print( $rows ) )
		);
		$this->help( $name, $help );
	}

	/**
	 * A field's id.
	 *
	 * @param string $name Setting.
	 */
	public static function id( string $name ): string {
		return 'cognipress-' . str_replace( '_', '-', $name );
	}

	/**
	 * Says what is wrong with a value.
	 *
	 * @param string $name Setting.
	 * @param string $text What is wrong.
	 */
	public static function refuse( string $name, string $text ): void {
		add_settings_error( Settings::OPTION, $name, $text );
	}

	/**
	 * What every control has: id, name, and where its help is.
	 *
	 * @param string $name Setting.
	 */
	private static function attributes( string $name ): string {
		return sprintf( 'id="%1$s" name="%2$s" aria-describedby="%1$s-help"', esc_attr( self::id( $name ) ), esc_attr( Settings::OPTION . '[' . $name . ']' ) );
	}

	/**
	 * Prints what stands below a control: its help, and for a network whether its sites may change it.
	 *
	 * @param string $name Setting.
	 * @param string $text Help.
	 */
	private function help( string $name, string $text ): void {
		$store = $this->settings->store();
		if ( $store->is_constant( $name ) ) {
			/* translators: %s: name of a constant. */
			$text = sprintf( __( 'Set by %s in wp-config.php.', 'cognipress' ), Settings::CONSTANTS[ $name ] ) . ' ' . $text;
		} elseif ( $store->is_locked( $name ) ) {
			$text = __( 'Set for the whole network.', 'cognipress' ) . ' ' . $text;
		}
		printf( '<p class="description" id="%s-help">%s</p>', esc_attr( self::id( $name ) ), esc_html( $text ) );
		if ( $store->is_network() && ! $store->is_constant( $name ) ) {
			printf(
				'<p style="margin-top: 8px"><label><input type="checkbox" name="%s[]" value="%s"%s /> %s<span class="screen-reader-text"> (%s)</span></label></p>',
				esc_attr( Settings_Store::UNLOCKED_OPTION ),
				esc_attr( $name ),
				checked( Settings_Store::is_unlocked( $name ), true, false ),
				esc_html__( 'Sites may change this', 'cognipress' ),
				esc_html( $this->labels[ $name ] )
			);
		}
	}
}
