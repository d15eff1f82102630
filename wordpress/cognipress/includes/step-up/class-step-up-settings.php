<?php
/**
 * What the site owner has decided about proofs.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * What in the shop needs a proof, and which.
 */
final class Step_Up_Settings {
	/**
	 * Deeds by their settings.
	 */
	public const DEEDS = array( 'step_up_order', 'step_up_address', 'step_up_email' );

	private const MINUTES = 10;

	/**
	 * Settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes its part.
	 *
	 * @param Settings $settings Settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Whether a deed needs a proof.
	 *
	 * @param string $deed One of DEEDS.
	 */
	public function guards( string $deed ): bool {
		return $this->settings->is_on( $deed );
	}

	/**
	 * The authentication context class; empty for any.
	 */
	public function acr(): string {
		return $this->settings->text( 'step_up_acr' );
	}

	/**
	 * How long ago the proof may be, in seconds.
	 */
	public function max_age(): int {
		$minutes = $this->settings->store()->value( 'step_up_minutes' );
		return MINUTE_IN_SECONDS * ( is_int( $minutes ) && $minutes > 0 ? $minutes : self::MINUTES );
	}
}
