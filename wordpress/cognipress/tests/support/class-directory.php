<?php
/**
 * A user pool as administrators see it.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

/**
 * Answers signed requests of the admin operations as the service does, and those of an instance for its role's keys.
 * A call of another form than the service model's is answered with an exception.
 */
final class Directory {
	private const INPUTS = array(
		'AdminGetUser'              => array( 'UserPoolId', 'Username' ),
		'AdminCreateUser'           => array( 'UserPoolId', 'Username', 'MessageAction', 'UserAttributes' ),
		'AdminSetUserPassword'      => array( 'UserPoolId', 'Username', 'Password', 'Permanent' ),
		'AdminUpdateUserAttributes' => array( 'UserPoolId', 'Username', 'UserAttributes' ),
		'AdminDisableUser'          => array( 'UserPoolId', 'Username' ),
		'AdminEnableUser'           => array( 'UserPoolId', 'Username' ),
		'AdminListGroupsForUser'    => array( 'UserPoolId', 'Username', 'Limit', 'NextToken' ),
		'AdminAddUserToGroup'       => array( 'UserPoolId', 'Username', 'GroupName' ),
		'AdminRemoveUserFromGroup'  => array( 'UserPoolId', 'Username', 'GroupName' ),
		'ListUsers'                 => array( 'UserPoolId', 'Filter', 'Limit' ),
	);

	/**
	 * Users by name.
	 *
	 * @var array<string, array{sub: string, attributes: array<string, string>, groups: string[], enabled: bool, status: string, created: int}>
	 */
	public $users = array();

	/**
	 * Names of the groups there are.
	 *
	 * @var string[]
	 */
	public $groups = array( 'editors', 'staff', 'customers' );

	/**
	 * Calls that change something, as "Operation user detail".
	 *
	 * @var string[]
	 */
	public $writes = array();

	/**
	 * What happens instead: function( string $operation, array $input ): array|\WP_Error|null.
	 *
	 * @var callable|null
	 */
	public $accident;

	/**
	 * Adds a user who has signed up.
	 *
	 * @param string                $name       Name.
	 * @param string                $sub        Id.
	 * @param array<string, string> $attributes Attributes.
	 */
	public function add( string $name, string $sub, array $attributes = array() ): void {
		$this->users[ $name ] = array(
			'sub'        => $sub,
			'attributes' => $attributes,
			'groups'     => array(),
			'enabled'    => true,
			'status'     => 'CONFIRMED',
			'created'    => time(),
		);
	}

	/**
	 * Answers a request.
	 *
	 * @param string               $url       URL.
	 * @param array<string, mixed> $arguments Of WP_Http::request().
	 * @return array<string, mixed>|\WP_Error
	 */
	public function answer( string $url, array $arguments ) {
		if ( 0 === strpos( $url, 'http://169.254.169.254/latest/' ) ) {
			$keys = '{"AccessKeyId":"ASIA1","SecretAccessKey":"secret","Token":"token"}';
			return self::reply( 200, false !== strpos( $url, '/security-credentials/web' ) ? $keys : 'web' );
		}
		$operation = substr( (string) strrchr( $arguments['headers']['X-Amz-Target'], '.' ), 1 );
		$input     = json_decode( $arguments['body'], true );
		$accident  = null === $this->accident ? null : ( $this->accident )( $operation, $input );
		if ( null !== $accident ) {
			return $accident;
		}
		if ( 0 !== strpos( $arguments['headers']['Authorization'] ?? '', 'AWS4-HMAC-SHA256 Credential=ASIA1/' ) ) {
			return self::refuse( 'MissingAuthenticationTokenException', 'Missing Authentication Token' );
		}
		if ( ! isset( self::INPUTS[ $operation ] ) || array() !== array_diff( array_keys( array_filter( $input, static fn( $v ): bool => null !== $v ) ), self::INPUTS[ $operation ] ) || Pool::ID !== $input['UserPoolId'] ) {
			return self::refuse( 'InvalidParameterException', "$operation does not take this." );
		}
		return $this->operate( $operation, $input );
	}

	/**
	 * Carries an operation out.
	 *
	 * @param string               $operation Operation.
	 * @param array<string, mixed> $input     Input.
	 * @return array<string, mixed>
	 */
	private function operate( string $operation, array $input ): array {
		if ( 'ListUsers' === $operation ) {
			$found = array_filter( $this->users, static fn( array $user ): bool => sprintf( 'sub = "%s"', $user['sub'] ) === $input['Filter'] );
			return self::give( array( 'Users' => array_map( fn( string $name ): array => $this->describe( $name, 'Attributes' ), array_keys( $found ) ) ) );
		}
		if ( 'AdminCreateUser' === $operation ) {
			return $this->create( $input );
		}
		$name = $this->name( $input['Username'] );
		if ( null === $name ) {
			return self::refuse( 'UserNotFoundException', 'User does not exist.' );
		}
		$user = &$this->users[ $name ];
		switch ( $operation ) {
			case 'AdminGetUser':
				return self::give( $this->describe( $name, 'UserAttributes' ) );
			case 'AdminListGroupsForUser':
				return self::give( array( 'Groups' => array_map( static fn( string $group ): array => array( 'GroupName' => $group ), $user['groups'] ) ) );
			case 'AdminSetUserPassword':
				$user['status'] = 'CONFIRMED';
				break;
			case 'AdminUpdateUserAttributes':
				$user['attributes'] = array_filter( array_column( $input['UserAttributes'], 'Value', 'Name' ) + $user['attributes'], 'strlen' );
				break;
			case 'AdminDisableUser':
			case 'AdminEnableUser':
				$user['enabled'] = 'AdminEnableUser' === $operation;
				break;
			default:
				if ( ! in_array( $input['GroupName'], $this->groups, true ) ) {
					return self::refuse( 'ResourceNotFoundException', 'Group not found.' );
				}
				$user['groups'] = array_values( array_diff( $user['groups'], array( $input['GroupName'] ) ) );
				if ( 'AdminAddUserToGroup' === $operation ) {
					$user['groups'][] = $input['GroupName'];
				}
		}
		$this->note( $operation, $name, $input );
		return self::give( array() );
	}

	/**
	 * AdminCreateUser.
	 *
	 * @param array<string, mixed> $input Input.
	 * @return array<string, mixed>
	 */
	private function create( array $input ): array {
		if ( isset( $this->users[ $input['Username'] ] ) ) {
			return self::refuse( 'UsernameExistsException', 'User account already exists' );
		}
		$this->add( $input['Username'], wp_generate_uuid4(), array_column( $input['UserAttributes'], 'Value', 'Name' ) );
		$this->users[ $input['Username'] ]['status'] = 'FORCE_CHANGE_PASSWORD';
		$this->note( 'AdminCreateUser', $input['Username'], $input );
		return self::give( array( 'User' => $this->describe( $input['Username'], 'Attributes' ) ) );
	}

	/**
	 * Notes a write.
	 *
	 * @param string               $operation Operation.
	 * @param string               $name      User.
	 * @param array<string, mixed> $input     Input.
	 */
	private function note( string $operation, string $name, array $input ): void {
		$attributes = array_column( $input['UserAttributes'] ?? array(), 'Value', 'Name' );
		ksort( $attributes );
		$this->writes[] = trim( "$operation $name " . ( $input['GroupName'] ?? '' ) . urldecode( http_build_query( $attributes ) ) );
	}

	/**
	 * The name of a user; local ones are found by their id too.
	 *
	 * @param string $id Name or id.
	 */
	private function name( string $id ): ?string {
		foreach ( $this->users as $name => $user ) {
			if ( $name === $id || ( $user['sub'] === $id && 'EXTERNAL_PROVIDER' !== $user['status'] ) ) {
				return $name;
			}
		}
		return null;
	}

	/**
	 * A user in an output.
	 *
	 * @param string $name   Name.
	 * @param string $member What the operation calls the attributes.
	 * @return array<string, mixed>
	 */
	private function describe( string $name, string $member ): array {
		$user       = $this->users[ $name ];
		$attributes = array();
		foreach ( array( 'sub' => $user['sub'] ) + $user['attributes'] as $key => $value ) {
			$attributes[] = array( 'Name' => $key, 'Value' => $value );
		}
		return array(
			'Username'       => $name,
			$member          => $attributes,
			'Enabled'        => $user['enabled'],
			'UserStatus'     => $user['status'],
			'UserCreateDate' => $user['created'],
		);
	}

	/**
	 * An output.
	 *
	 * @param array<string, mixed> $output Output.
	 * @return array<string, mixed>
	 */
	private static function give( array $output ): array {
		return self::reply( 200, (string) json_encode( (object) $output ) );
	}

	/**
	 * An exception.
	 *
	 * @param string $name    Name.
	 * @param string $message Message.
	 * @return array<string, mixed>
	 */
	public static function refuse( string $name, string $message ): array {
		return self::reply( 400, (string) json_encode( array( '__type' => $name, 'message' => $message ) ) );
	}

	/**
	 * An HTTP response.
	 *
	 * @param int    $status Status.
	 * @param string $body   Body.
	 * @return array<string, mixed>
	 */
	public static function reply( int $status, string $body ): array {
		return array(
			'headers'  => array(),
			'body'     => $body,
			'response' => array( 'code' => $status, 'message' => '' ),
			'cookies'  => array(),
			'filename' => null,
		);
	}
}
