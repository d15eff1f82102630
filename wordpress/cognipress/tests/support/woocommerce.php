<?php
/**
 * What the plugin calls of WooCommerce.
 *
 * @package Cognipress
 */

// phpcs:disable WordPress.NamingConventions.PrefixAllGlobals, Universal.Files.SeparateFunctionsFromOO

/**
 * WooCommerce, which notes what it is asked to do.
 */
final class Fake_WooCommerce {
	/**
	 * Guest orders by address.
	 *
	 * @var array<string, int[]>
	 */
	public $guest_orders;

	/**
	 * Users that were given theirs.
	 *
	 * @var int[]
	 */
	public $given_past_orders;

	/**
	 * The visitor's session.
	 *
	 * @var Fake_WooCommerce_Session
	 */
	public $session;

	/**
	 * Begins anew.
	 */
	public function forget(): void {
		$this->guest_orders      = array();
		$this->given_past_orders = array();
		$this->session           = new Fake_WooCommerce_Session();
	}
}

/**
 * A visitor's session.
 */
final class Fake_WooCommerce_Session {
	/**
	 * What is kept in it.
	 *
	 * @var array<string, mixed>
	 */
	public $kept = array();

	/**
	 * Keeps something.
	 *
	 * @param string $key   Key.
	 * @param mixed  $value Value.
	 */
	public function set( string $key, $value ): void {
		$this->kept[ $key ] = $value;
	}
}

/**
 * The one instance.
 */
function WC(): Fake_WooCommerce { // phpcs:ignore WordPress.NamingConventions.ValidFunctionName -- WooCommerce's.
	static $instance = null;
	$instance        = $instance ?? new Fake_WooCommerce();
	return $instance;
}

/**
 * Gives a user the orders with their address.
 *
 * @param int $user_id User.
 */
function wc_update_new_customer_past_orders( int $user_id ): void {
	WC()->given_past_orders[] = $user_id;
}

/**
 * Finds guest orders by address.
 *
 * @param array<string, mixed> $query Query.
 * @return int[]
 */
function wc_get_orders( array $query ): array {
	list( list( $customer, $email ) ) = $query['customer'];
	return 0 === $customer ? WC()->guest_orders[ $email ] ?? array() : array();
}
