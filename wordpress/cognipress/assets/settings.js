/**
 * The test button of Settings > Cognipress.
 */
( function () {
	const button = document.getElementById( 'cognipress-test' );
	const list = document.getElementById( 'cognipress-findings' );

	function show( findings ) {
		list.replaceChildren(
			...findings.map( function ( finding ) {
				const item = document.createElement( 'li' );
				item.textContent = ( finding.ok ? '✓ ' : '✗ ' ) + finding.text;
				return item;
			} )
		);
	}

	button.addEventListener( 'click', async function () {
		button.disabled = true;
		list.replaceChildren();
		try {
			const path = '/cognipress/v1/connection-test';
			show( ( await wp.apiFetch( { path, method: 'POST' } ) ).findings );
		} catch ( error ) {
			show( [ { ok: false, text: button.dataset.failure + ' ' + error.message } ] );
		}
		button.disabled = false;
	} );
} )();
