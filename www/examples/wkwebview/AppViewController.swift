import AuthenticationServices
import Security
import UniformTypeIdentifiers
import WebKit

final class AppViewController: UIViewController {
    private let store = SecretStore()
    private var authentication: ASWebAuthenticationSession?

    override func loadView() {
        let configuration = WKWebViewConfiguration()
        configuration.setURLSchemeHandler(BundleFiles(), forURLScheme: "app")
        for name in ["appStore", "appBrowser"] {
            configuration.userContentController.addScriptMessageHandler(self, contentWorld: .page, name: name)
        }
        view = WKWebView(frame: .zero, configuration: configuration)
    }

    override func viewDidLoad() {
        super.viewDidLoad()
        (view as! WKWebView).load(URLRequest(url: URL(string: "app://localhost/index.html")!))
    }
}

extension AppViewController: WKScriptMessageHandlerWithReply {
    func userContentController(
        _ controller: WKUserContentController, didReceive message: WKScriptMessage,
        replyHandler: @escaping (Any?, String?) -> Void
    ) {
        let origin = message.frameInfo.securityOrigin
        guard message.frameInfo.isMainFrame, origin.protocol == "app", origin.host == "localhost" else {
            return replyHandler(nil, "not for this page")
        }
        if message.name == "appBrowser", let url = (message.body as? String).flatMap(URL.init(string:)) {
            authenticate(url)
            return replyHandler(nil, nil)
        }
        do {
            replyHandler(try store.answer(message.body as? [String: String] ?? [:]), nil)
        } catch {
            replyHandler(nil, "\(error)")
        }
    }

    private func authenticate(_ url: URL) {
        authentication = ASWebAuthenticationSession(
            url: url, callback: .https(host: "app.example.com", path: "/signed-in")
        ) { [weak self] callback, _ in
            guard let callback, let web = self?.view as? WKWebView else { return }
            web.callAsyncJavaScript(
                "finishSignIn(url)", arguments: ["url": callback.absoluteString], in: nil, in: .page)
        }
        authentication?.presentationContextProvider = self
        authentication?.start()
    }
}

extension AppViewController: ASWebAuthenticationPresentationContextProviding {
    func presentationAnchor(for session: ASWebAuthenticationSession) -> ASPresentationAnchor {
        view.window!
    }
}

/// The key chain of this device.
private struct SecretStore {
    struct Failure: Error { let status: OSStatus }

    func answer(_ message: [String: String]) throws -> Any? {
        guard let key = message["key"] else { throw Failure(status: errSecParam) }
        switch message["method"] {
        case "getItem": return try get(key)
        case "setItem": try set(key, message["text"] ?? "")
        default: try remove(key)
        }
        return nil
    }

    private func get(_ key: String) throws -> String? {
        var item: CFTypeRef?
        let status = SecItemCopyMatching(query(key).merging([kSecReturnData: true]) { $1 } as CFDictionary, &item)
        if status == errSecItemNotFound { return nil }
        try check(status)
        return String(decoding: item as! Data, as: UTF8.self)
    }

    private func set(_ key: String, _ text: String) throws {
        let value = [kSecValueData: Data(text.utf8)] as [CFString: Any]
        let status = SecItemUpdate(query(key) as CFDictionary, value as CFDictionary)
        guard status == errSecItemNotFound else { return try check(status) }
        let access = [kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly] as [CFString: Any]
        let all = query(key).merging(value) { $1 }.merging(access) { $1 }
        try check(SecItemAdd(all as CFDictionary, nil))
    }

    private func remove(_ key: String) throws {
        let status = SecItemDelete(query(key) as CFDictionary)
        if status != errSecItemNotFound { try check(status) }
    }

    private func query(_ key: String) -> [CFString: Any] {
        [kSecClass: kSecClassGenericPassword, kSecAttrService: "cognipress", kSecAttrAccount: key]
    }

    private func check(_ status: OSStatus) throws {
        if status != errSecSuccess { throw Failure(status: status) }
    }
}

/// The page and its scripts, out of the bundle.
private final class BundleFiles: NSObject, WKURLSchemeHandler {
    func webView(_ webView: WKWebView, start task: WKURLSchemeTask) {
        guard let url = task.request.url,
            let file = Bundle.main.url(forResource: url.lastPathComponent, withExtension: nil),
            let data = try? Data(contentsOf: file)
        else { return task.didFailWithError(URLError(.fileDoesNotExist)) }
        let type = UTType(filenameExtension: file.pathExtension)?.preferredMIMEType ?? "application/octet-stream"
        task.didReceive(
            URLResponse(url: url, mimeType: type, expectedContentLength: data.count, textEncodingName: "utf-8"))
        task.didReceive(data)
        task.didFinish()
    }

    func webView(_ webView: WKWebView, stop task: WKURLSchemeTask) {}
}
