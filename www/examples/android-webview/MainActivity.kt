package com.example.cognipress

import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.util.Base64
import android.webkit.WebResourceRequest
import android.webkit.WebView
import android.webkit.WebViewClient
import androidx.browser.customtabs.CustomTabsIntent
import androidx.webkit.WebViewAssetLoader
import androidx.webkit.WebViewCompat
import java.security.KeyStore
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import org.json.JSONObject

private const val ORIGIN = "https://appassets.androidplatform.net"

/** Needs android:launchMode="singleTask", so that the browser comes back to this page. */
class MainActivity : Activity() {
    private lateinit var web: WebView
    private val store by lazy { SecretStore(this) }

    override fun onCreate(saved: Bundle?) {
        super.onCreate(saved)
        val assets = WebViewAssetLoader.Builder()
            .addPathHandler("/assets/", WebViewAssetLoader.AssetsPathHandler(this))
            .build()
        web = WebView(this)
        web.settings.javaScriptEnabled = true
        web.settings.domStorageEnabled = true
        web.webViewClient = object : WebViewClient() {
            override fun shouldInterceptRequest(view: WebView, request: WebResourceRequest) =
                assets.shouldInterceptRequest(request.url)
        }
        WebViewCompat.addWebMessageListener(web, "appStore", setOf(ORIGIN)) { _, message, _, isMainFrame, reply ->
            if (isMainFrame) reply.postMessage(answer(JSONObject(message.data!!)).toString())
        }
        WebViewCompat.addWebMessageListener(web, "appBrowser", setOf(ORIGIN)) { _, message, _, isMainFrame, _ ->
            if (isMainFrame) CustomTabsIntent.Builder().build().launchUrl(this, Uri.parse(message.data))
        }
        setContentView(web)
        web.loadUrl("$ORIGIN/assets/index.html")
    }

    /** The link that Cognito's page leads back by. */
    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        intent.data?.let { web.evaluateJavascript("finishSignIn(${JSONObject.quote(it.toString())})", null) }
    }

    private fun answer(message: JSONObject): JSONObject {
        val answer = JSONObject().put("id", message.getInt("id"))
        val key = message.getString("key")
        return try {
            when (message.getString("method")) {
                "getItem" -> answer.put("item", store.get(key) ?: JSONObject.NULL)
                "setItem" -> answer.also { store.set(key, message.getString("text")) }
                else -> answer.also { store.remove(key) }
            }
        } catch (error: Exception) {
            answer.put("error", error.toString())
        }
    }
}

/** Preferences, encrypted under a key that does not leave the key store. */
private class SecretStore(activity: Activity) {
    private val preferences = activity.getSharedPreferences("cognipress", Activity.MODE_PRIVATE)

    fun get(name: String): String? {
        val (iv, data) = preferences.getString(name, null)?.split(' ')?.map { Base64.decode(it, Base64.NO_WRAP) } ?: return null
        return String(cipher(Cipher.DECRYPT_MODE, name, GCMParameterSpec(128, iv)).doFinal(data))
    }

    fun set(name: String, text: String) {
        val cipher = cipher(Cipher.ENCRYPT_MODE, name, null)
        val sealed = listOf(cipher.doFinal(text.toByteArray()), cipher.iv).reversed()
        check(preferences.edit().putString(name, sealed.joinToString(" ") { Base64.encodeToString(it, Base64.NO_WRAP) }).commit())
    }

    fun remove(name: String) = check(preferences.edit().remove(name).commit())

    private fun cipher(mode: Int, name: String, parameters: GCMParameterSpec?): Cipher =
        Cipher.getInstance("AES/GCM/NoPadding").apply {
            init(mode, key(), parameters)
            updateAAD(name.toByteArray())
        }

    private fun key(): SecretKey {
        val keys = KeyStore.getInstance("AndroidKeyStore").apply { load(null) }
        (keys.getKey(ALIAS, null) as SecretKey?)?.let { return it }
        val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
        val spec = KeyGenParameterSpec.Builder(ALIAS, purposes)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, "AndroidKeyStore").apply { init(spec) }.generateKey()
    }

    private companion object {
        const val ALIAS = "cognipress"
    }
}
