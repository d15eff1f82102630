<?php
/**
 * Where settings are.
 *
 * @package Cognipress
 */

namespace Cognipress;

defined( 'ABSPATH' ) || exit;

/**
 * Values of settings by name: a constant in wp-config.php wins over the network, the network over its sites.
 *
 * A network that has saved its settings decides alone, except where it lets its sites decide; there, too, its values
 * hold until the site has saved its own.
 */
final class Settings_Store {
	/**
	 * Option of the network with its settings. Another name than the sites': core checks both by the name.
	 */
	public const NETWORK_OPTION = 'cognipress_network_settings';

	/**
	 * Option of the network with the names of the settings that its sites may change.
	 */
	public const UNLOCKED_OPTION = 'cognipress_unlocked';

	/**
	 * Whether these are the network's own settings.
	 *
	 * @var bool
	 */
	private $is_network;

	/**
	 * Whose settings they are where that is not the current site.
	 *
	 * @var int|null
	 */
	private $site_id;

	/**
	 * Values that stand in the place of others.
	 *
	 * @var array<string, mixed>
	 */
	private $overrides = array();

	/**
	 * Takes whose settings they are.
	 *
	 * @param bool $is_network Whether they are the network's own.
	 */
	public function __construct( bool $is_network = false ) {
		$this->is_network = $is_network;
	}

	/**
	 * The settings of a network's main site, which every site goes by in what is about all users; a site alone has its own.
	 */
	public static function of_main_site(): self {
		$store          = new self();
		$store->site_id = is_multisite() ? get_main_site_id() : null;
		return $store;
	}

	/**
	 * The same settings, some of them with other values.
	 *
	 * @param array<string, mixed> $overrides Values.
	 */
	public function with( array $overrides ): self {
		$store            = clone $this;
		$store->overrides = $overrides;
		return $store;
	}

	/**
	 * A setting's value; null when it was never saved.
	 *
	 * @param string $name Setting.
	 * @return mixed
	 */
	public function value( string $name ) {
		if ( array_key_exists( $name, $this->overrides ) ) {
			return $this->overrides[ $name ];
		}
		if ( $this->is_constant( $name ) ) {
			return constant( Settings::CONSTANTS[ $name ] );
		}
		if ( $this->is_network || $this->is_locked( $name ) ) {
			return self::network()[ $name ] ?? null;
		}
		$own = $this->site()[ $name ] ?? null;
		return null === $own && self::has_network() ? self::network()[ $name ] ?? null : $own;
	}

	/**
	 * Whether a setting is fixed by a constant.
	 *
	 * @param string $name Setting.
	 */
	public function is_constant( string $name ): bool {
		return isset( Settings::CONSTANTS[ $name ] ) && defined( Settings::CONSTANTS[ $name ] );
	}

	/**
	 * Whether a setting cannot be changed here.
	 *
	 * @param string $name Setting.
	 */
	public function is_fixed( string $name ): bool {
		return $this->is_constant( $name ) || $this->is_locked( $name );
	}

	/**
	 * Whether the network has decided a setting for its sites.
	 *
	 * @param string $name Setting.
	 */
	public function is_locked( string $name ): bool {
		return ! $this->is_network && self::has_network() && false !== get_site_option( self::NETWORK_OPTION ) && ! self::is_unlocked( $name );
	}

	/**
	 * Whether a network lets its sites change a setting; a network that has saved nothing lets them change all.
	 *
	 * @param string $name Setting.
	 */
	public static function is_unlocked( string $name ): bool {
		$names = get_site_option( self::UNLOCKED_OPTION );
		return ! is_array( $names ) || in_array( $name, $names, true );
	}

	/**
	 * Whether these are the network's own settings.
	 */
	public function is_network(): bool {
		return $this->is_network;
	}

	/**
	 * Everything that was saved: by the network for itself, or by the site.
	 *
	 * @return array<string, mixed>
	 */
	public function saved(): array {
		return $this->is_network ? self::network() : $this->site();
	}

	/**
	 * Whether a network has anything to say: it has where it has activated the plugin.
	 */
	public static function has_network(): bool {
		return is_multisite() && isset( ( (array) get_site_option( 'active_sitewide_plugins' ) )[ plugin_basename( dirname( __DIR__, 2 ) . '/cognipress.php' ) ] );
	}

	/**
	 * The network's settings.
	 *
	 * @return array<string, mixed>
	 */
	private static function network(): array {
		$values = get_site_option( self::NETWORK_OPTION );
		return is_array( $values ) ? $values : array();
	}

	/**
	 * The site's settings.
	 *
	 * @return array<string, mixed>
	 */
	private function site(): array {
		$values = null === $this->site_id ? get_option( Settings::OPTION ) : get_blog_option( $this->site_id, Settings::OPTION );
		return is_array( $values ) ? $values : array();
	}
}
