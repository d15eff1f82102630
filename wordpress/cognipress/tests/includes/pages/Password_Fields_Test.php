<?php
/**
 * Tests of password fields.
 *
 * @package Cognipress
 */

namespace Cognipress\Tests;

use Cognipress\Password_Fields;
use DOMDocument;

/**
 * Read by a real parser afterwards.
 */
final class Password_Fields_Test extends Test_Case {
	/**
	 * Tags of password fields.
	 *
	 * @return array<array{string}>
	 */
	public function password_fields(): array {
		return array(
			array( '<input type="password" name="pwd" id="user_pass" value="" />' ),
			array( "<input type='password' name='pwd'>" ),
			array( '<input type=password name=pwd>' ),
			array( '<INPUT TYPE="PASSWORD" NAME="pwd">' ),
			array( "<input\n\ttype = \"password\"\n\tname = \"pwd\"\n>" ),
			array( '<input name="pwd" type="password">' ),
			array( '<input name="pwd"type="password">' ),
			array( '<input/type="password"/name="pwd"/>' ),
			array( '<input type=" password " name="pwd">' ),
			array( '<input type="&#112;assword" name="other">' ),
			array( '<input type="password" name="other" title="a > b">' ),
			array( "<input title='name=\"x\"' type=\"password\" name='other'>" ),
			array( '<input type="password" name="pwd" name="pwd">' ),
			array( '<input type="text" name="pwd">' ),
			array( '<input name="pwd">' ),
			array( '<textarea name="pwd"></textarea>' ),
			array( '<input type="password" name>' ),
			array( '<input type="password" name="">' ),
			array( '<input data-x="<" type="password" name="pwd">' ),
		);
	}

	/**
	 * @dataProvider password_fields
	 *
	 * @param string $html Tag.
	 */
	public function test_their_names_go( string $html ): void {
		$before = self::attributes( $html );
		$after  = self::attributes( (string) Password_Fields::without_names( "<form>$html</form>" ) );
		unset( $before['name'] );
		$this->assertSame( $before, $after );
	}

	/**
	 * HTML that stays as it is.
	 *
	 * @return array<array{string}>
	 */
	public function other_html(): array {
		return array(
			array( '<input type="text" name="log" value="password">' ),
			array( '<input type="hidden" name="redirect_to" value="type=password name=pwd">' ),
			array( '<input type="text" name="log" data-type="password">' ),
			array( '<input type="text" name="log" title=\'type="password"\'>' ),
			array( '<inputs type="password" name="pwd">' ),
			array( '<p>type="password" name="pwd"</p>' ),
			array( '<input type="password" id="x" data-name="pwd">' ),
			array( '' ),
		);
	}

	/**
	 * @dataProvider other_html
	 *
	 * @param string $html HTML.
	 */
	public function test_other_html_stays( string $html ): void {
		$this->assertSame( $html, Password_Fields::without_names( $html ) );
	}

	public function test_huge_pages_are_read_or_refused(): void {
		$page = str_repeat( '<input type="text" title="', 20000 ) . '<input type="password" name="pwd">';
		$html = Password_Fields::without_names( $page );
		$this->assertTrue( null === $html || false === strpos( $html, '<input type="password" name=' ) );
	}

	/**
	 * Attributes of the first field as libxml reads them.
	 *
	 * @param string $html HTML.
	 * @return array<string, string>
	 */
	private static function attributes( string $html ): array {
		$document = new DOMDocument();
		$document->loadHTML( $html, LIBXML_NOERROR );
		$field      = $document->getElementsByTagName( 'input' )->item( 0 ) ?? $document->getElementsByTagName( 'textarea' )->item( 0 );
		$attributes = array();
		foreach ( $field->attributes as $attribute ) {
			$attributes[ $attribute->name ] = $attribute->value;
		}
		return $attributes;
	}
}
