<?php
/**
 * Orders that were placed before there was an account.
 *
 * @package Cognipress
 */

namespace Cognipress\Integrations;

use Cognipress\User_Factory;
use WP_User;

defined( 'ABSPATH' ) || exit;

/**
 * Gives customers the orders that they placed as guests, by the address that Cognito has verified and by no other.
 */
final class WooCommerce_Guest_Orders {
	/**
	 * Links the orders (action cognipress_signed_in).
	 *
	 * @param WP_User              $user   Who signs in.
	 * @param array<string, mixed> $claims Verified claims.
	 */
	public function link( WP_User $user, array $claims ): void {
		$email = User_Factory::verified_email( $claims );
		if ( '' === $email || ! function_exists( 'wc_update_new_customer_past_orders' ) ) {
			return;
		}
		if ( strtolower( $email ) === strtolower( $user->user_email ) ) {
			wc_update_new_customer_past_orders( $user->ID );
			return;
		}
		$orders = wc_get_orders(
			array(
				'limit'    => -1,
				'customer' => array( array( 0, $email ) ),
				'return'   => 'ids',
			)
		);
		if ( array() !== $orders ) {
			/**
			 * Fires when guest orders are left alone: their address is verified to be this user's, but another account
			 * has it on this site.
			 *
			 * @param WP_User $user   Who signs in.
			 * @param string  $email  Address.
			 * @param int[]   $orders Orders.
			 */
			do_action( 'cognipress_guest_orders_conflict', $user, $email, $orders );
		}
	}
}
