<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
  <context>
    <name>Actions</name>
    <message>
      <source>&amp;Edit</source>
      <translation>編集(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;View</source>
      <translation>表示(&amp;V)</translation>
    </message>
    <message>
      <source>100 %</source>
      <translation>ピクセル等倍</translation>
    </message>
    <message>
      <source>About Nurie</source>
      <translation>Nurieについて</translation>
    </message>
    <message>
      <source>Choose the weights that colour</source>
      <translation>着色に使うモデルを選びます</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>コピー</translation>
    </message>
    <message>
      <source>Copy Result</source>
      <translation>結果をコピー</translation>
    </message>
    <message>
      <source>Copy the coloured picture</source>
      <translation>着色した画像をコピーします</translation>
    </message>
    <message>
      <source>Fit to Pane</source>
      <translation>全体表示</translation>
    </message>
    <message>
      <source>Full Screen</source>
      <translation>フルスクリーン</translation>
    </message>
    <message>
      <source>Hide or Show All Panes</source>
      <translation>すべてのパレットを表示/非表示</translation>
    </message>
    <message>
      <source>Leave the picture alone</source>
      <translation>画像だけを表示します</translation>
    </message>
    <message>
      <source>One pixel of the picture on one pixel of the screen</source>
      <translation>画像の1ピクセルを画面の1ピクセルで表示します</translation>
    </message>
    <message>
      <source>Open Model…</source>
      <translation>モデルを開く…</translation>
    </message>
    <message>
      <source>Open Reference…</source>
      <translation>参照画像を開く…</translation>
    </message>
    <message>
      <source>Open Sketch…</source>
      <translation>線画を開く…</translation>
    </message>
    <message>
      <source>Open a line drawing</source>
      <translation>線画を開きます</translation>
    </message>
    <message>
      <source>Open a picture whose colours to take</source>
      <translation>色の手本にする画像を開きます</translation>
    </message>
    <message>
      <source>Paste a line drawing from the clipboard</source>
      <translation>クリップボードの線画を貼り付けます</translation>
    </message>
    <message>
      <source>Paste as Reference</source>
      <translation>参照画像として貼り付け</translation>
    </message>
    <message>
      <source>Paste as Sketch</source>
      <translation>線画として貼り付け</translation>
    </message>
    <message>
      <source>Paste the clipboard's picture as reference</source>
      <translation>クリップボードの画像を参照画像として貼り付けます</translation>
    </message>
    <message>
      <source>Put every tag back to the reference</source>
      <translation>すべてのタグを参照画像の値に戻します</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>終了</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>やり直し</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>参照画像</translation>
    </message>
    <message>
      <source>Reference Follows Zoom</source>
      <translation>参照画像の表示を連動</translation>
    </message>
    <message>
      <source>Reset All Tags</source>
      <translation>すべてのタグをリセット</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>保存</translation>
    </message>
    <message>
      <source>Save Result…</source>
      <translation>結果を保存…</translation>
    </message>
    <message>
      <source>Save the coloured picture</source>
      <translation>着色した画像を保存します</translation>
    </message>
    <message>
      <source>Search Tags</source>
      <translation>タグを検索</translation>
    </message>
    <message>
      <source>Show the whole picture</source>
      <translation>画像全体を表示します</translation>
    </message>
    <message>
      <source>Sketch</source>
      <translation>線画</translation>
    </message>
    <message>
      <source>Swap Sketch and Reference</source>
      <translation>線画と参照画像を入れ替え</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>取り消し</translation>
    </message>
    <message>
      <source>Zoom In</source>
      <translation>ズームイン</translation>
    </message>
    <message>
      <source>Zoom Out</source>
      <translation>ズームアウト</translation>
    </message>
    <message>
      <source>Zoom and move the reference with the others</source>
      <translation>参照画像を他の画像と一緒に拡大・移動します</translation>
    </message>
  </context>
  <context>
    <name>Background</name>
    <message>
      <source>Something went wrong inside Nurie ({error}); nothing was lost.</source>
      <translation>Nurieの内部で問題が起きました（{error}）。作業内容は失われていません。</translation>
    </message>
    <message>
      <source>There is not enough memory for this picture; close other programs and try again.</source>
      <translation>この画像に必要なメモリが足りません。ほかのアプリを閉じてからもう一度お試しください。</translation>
    </message>
  </context>
  <context>
    <name>Commands</name>
    <message>
      <source>Apply “{name}”</source>
      <translation>「{name}」を適用</translation>
    </message>
    <message>
      <source>Change Model</source>
      <translation>モデルを変更</translation>
    </message>
    <message>
      <source>Change Reference</source>
      <translation>参照画像を変更</translation>
    </message>
    <message>
      <source>Change Sketch</source>
      <translation>線画を変更</translation>
    </message>
    <message>
      <source>End Solo</source>
      <translation>ソロを解除</translation>
    </message>
    <message>
      <source>Move {tag}</source>
      <translation>{tag}を変更</translation>
    </message>
    <message>
      <source>Mute {tag}</source>
      <translation>{tag}をミュート</translation>
    </message>
    <message>
      <source>Only {tag}</source>
      <translation>{tag}だけにする</translation>
    </message>
    <message>
      <source>Reset Tags</source>
      <translation>タグをリセット</translation>
    </message>
    <message>
      <source>Reset {tag}</source>
      <translation>{tag}をリセット</translation>
    </message>
    <message>
      <source>Solo {tag}</source>
      <translation>{tag}をソロにする</translation>
    </message>
    <message>
      <source>Swap Sketch and Reference</source>
      <translation>線画と参照画像を入れ替え</translation>
    </message>
    <message>
      <source>Unmute {tag}</source>
      <translation>{tag}のミュートを解除</translation>
    </message>
  </context>
  <context>
    <name>CompareActions</name>
    <message>
      <source>Compare in one pane, with a divider to drag</source>
      <translation>1つの画面で、境界線をドラッグして比較します</translation>
    </message>
    <message>
      <source>Compare in two panes that move together</source>
      <translation>連動する2つの画面で比較します</translation>
    </message>
    <message>
      <source>Compare with A</source>
      <translation>Aと比較</translation>
    </message>
    <message>
      <source>Compare with B</source>
      <translation>Bと比較</translation>
    </message>
    <message>
      <source>Compare with the Reference Alone</source>
      <translation>参照画像だけの結果と比較</translation>
    </message>
    <message>
      <source>Compare with the Sketch</source>
      <translation>線画と比較</translation>
    </message>
    <message>
      <source>Flip between A and B</source>
      <translation>AとBを切り替え</translation>
    </message>
    <message>
      <source>Go to the settings of the other snapshot</source>
      <translation>もう一方のスナップショットの設定に切り替えます</translation>
    </message>
    <message>
      <source>Keep the present settings as A</source>
      <translation>現在の設定をAとして記録します</translation>
    </message>
    <message>
      <source>Keep the present settings as B</source>
      <translation>現在の設定をBとして記録します</translation>
    </message>
    <message>
      <source>See Before</source>
      <translation>変更前を表示</translation>
    </message>
    <message>
      <source>See the sketch in many colourings at once</source>
      <translation>線画をさまざまな配色で一覧します</translation>
    </message>
    <message>
      <source>See what was before while this is held</source>
      <translation>押している間、変更前を表示します</translation>
    </message>
    <message>
      <source>Side by Side</source>
      <translation>左右に並べる</translation>
    </message>
    <message>
      <source>Store as A</source>
      <translation>Aに記録</translation>
    </message>
    <message>
      <source>Store as B</source>
      <translation>Bに記録</translation>
    </message>
    <message>
      <source>Variants…</source>
      <translation>バリエーション…</translation>
    </message>
    <message>
      <source>Wipe</source>
      <translation>ワイプ</translation>
    </message>
  </context>
  <context>
    <name>CompareBar</name>
    <message>
      <source>What the result is compared with</source>
      <translation>結果と比較する対象</translation>
    </message>
  </context>
  <context>
    <name>CompareBinding</name>
    <message>
      <source>Flip to {name}</source>
      <translation>{name}に切り替え</translation>
    </message>
    <message>
      <source>Nothing is stored as {name} yet</source>
      <translation>{name}はまだ記録されていません</translation>
    </message>
    <message>
      <source>Nothing to compare with yet</source>
      <translation>比較する画像がまだありません</translation>
    </message>
    <message>
      <source>Sketch</source>
      <translation>線画</translation>
    </message>
    <message>
      <source>Stored as {name}</source>
      <translation>{name}に記録しました</translation>
    </message>
    <message>
      <source>The reference alone</source>
      <translation>参照画像のみ</translation>
    </message>
    <message>
      <source>There is no finished result to store yet</source>
      <translation>記録できる結果がまだありません</translation>
    </message>
  </context>
  <context>
    <name>CompareView</name>
    <message>
      <source>Before</source>
      <translation>変更前</translation>
    </message>
  </context>
  <context>
    <name>Dialogs</name>
    <message>
      <source>About Nurie</source>
      <translation>Nurieについて</translation>
    </message>
    <message>
      <source>Add References</source>
      <translation>参照画像を追加</translation>
    </message>
    <message>
      <source>Colours line drawings after a reference picture and colour tags, on this machine alone.

After “Two-Step Training: Adjustable Sketch Colourization via Reference Image and Text Tag”. Licence: Apache-2.0. Icons: Phosphor (MIT).</source>
      <translation>参照画像と色のタグをもとに、このパソコンの中だけで線画に着色します。

論文「Two-Step Training: Adjustable Sketch Colourization via Reference Image and Text Tag」による。ライセンス：Apache-2.0。アイコン：Phosphor（MIT）。</translation>
    </message>
    <message>
      <source>Models (*.safetensors)</source>
      <translation>モデル (*.safetensors)</translation>
    </message>
    <message>
      <source>Open Model</source>
      <translation>モデルを開く</translation>
    </message>
    <message>
      <source>Open Reference</source>
      <translation>参照画像を開く</translation>
    </message>
    <message>
      <source>Open Sketch</source>
      <translation>線画を開く</translation>
    </message>
    <message>
      <source>Pictures ({patterns})</source>
      <translation>画像 ({patterns})</translation>
    </message>
    <message>
      <source>Save Result</source>
      <translation>結果を保存</translation>
    </message>
    <message>
      <source>{name} coloured.png</source>
      <translation>{name} 着色.png</translation>
    </message>
  </context>
  <context>
    <name>Divider</name>
    <message>
      <source>Divider of the comparison</source>
      <translation>比較の境界線</translation>
    </message>
    <message>
      <source>Drag to compare; a double click puts it in the middle</source>
      <translation>ドラッグして比較します。ダブルクリックで中央に戻ります</translation>
    </message>
  </context>
  <context>
    <name>EngineBridge</name>
    <message>
      <source>The picture shown is out of date, because the last colouring failed.</source>
      <translation>前回の着色に失敗したため、表示中の画像は最新ではありません。</translation>
    </message>
    <message>
      <source>There is no result yet; open a sketch and a reference first.</source>
      <translation>結果がまだありません。先に線画と参照画像を開いてください。</translation>
    </message>
  </context>
  <context>
    <name>ErrorBar</name>
    <message>
      <source>Dismiss</source>
      <translation>閉じる</translation>
    </message>
    <message>
      <source>Dismiss the error</source>
      <translation>エラーを閉じる</translation>
    </message>
    <message>
      <source>Error</source>
      <translation>エラー</translation>
    </message>
  </context>
  <context>
    <name>HistoryBinding</name>
    <message>
      <source>Go Back in the History</source>
      <translation>ヒストリーから復元</translation>
    </message>
  </context>
  <context>
    <name>HistoryStrip</name>
    <message>
      <source>Forget</source>
      <translation>削除</translation>
    </message>
    <message>
      <source>Forget All but the Starred</source>
      <translation>お気に入り以外をすべて削除</translation>
    </message>
    <message>
      <source>Go Back to This</source>
      <translation>この状態に戻す</translation>
    </message>
    <message>
      <source>History</source>
      <translation>ヒストリー</translation>
    </message>
    <message>
      <source>Nothing in the history matches.</source>
      <translation>条件に合うヒストリーはありません。</translation>
    </message>
    <message>
      <source>Only starred results</source>
      <translation>お気に入りの結果だけを表示</translation>
    </message>
    <message>
      <source>Remove the Star</source>
      <translation>お気に入りから外す</translation>
    </message>
    <message>
      <source>Results will be kept here.</source>
      <translation>結果はここに記録されます。</translation>
    </message>
    <message>
      <source>Search the history</source>
      <translation>ヒストリーを検索</translation>
    </message>
    <message>
      <source>Star</source>
      <translation>お気に入りに追加</translation>
    </message>
    <message>
      <source>reference alone</source>
      <translation>参照のみ</translation>
    </message>
  </context>
  <context>
    <name>ImagePane</name>
    <message>
      <source>dropped picture</source>
      <translation>ドロップした画像</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>&amp;Compare</source>
      <translation>比較(&amp;C)</translation>
    </message>
    <message>
      <source>Copied the result</source>
      <translation>結果をコピーしました</translation>
    </message>
    <message>
      <source>Drop a line drawing here</source>
      <translation>ここに線画をドロップ</translation>
    </message>
    <message>
      <source>Drop a picture with the colours to take</source>
      <translation>色の手本にする画像をドロップ</translation>
    </message>
    <message>
      <source>History</source>
      <translation>ヒストリー</translation>
    </message>
    <message>
      <source>No model is installed; choose one with File ▸ Open Model…</source>
      <translation>モデルがありません。［ファイル］▸［モデルを開く…］で選んでください</translation>
    </message>
    <message>
      <source>Reference</source>
      <translation>参照画像</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>結果</translation>
    </message>
    <message>
      <source>Sketch</source>
      <translation>線画</translation>
    </message>
    <message>
      <source>Tags</source>
      <translation>タグ</translation>
    </message>
    <message>
      <source>Tools</source>
      <translation>ツール</translation>
    </message>
    <message>
      <source>pasted picture</source>
      <translation>貼り付けた画像</translation>
    </message>
  </context>
  <context>
    <name>PaneHeader</name>
    <message>
      <source>Hide this pane</source>
      <translation>このパレットを隠す</translation>
    </message>
    <message>
      <source>Undock or dock this pane</source>
      <translation>このパレットを分離/格納</translation>
    </message>
  </context>
  <context>
    <name>PictureBinding</name>
    <message>
      <source>reading…</source>
      <translation>読み込み中…</translation>
    </message>
  </context>
  <context>
    <name>PictureSource</name>
    <message>
      <source>Nurie stays offline and cannot fetch a picture from the web: save it first, then drop the file.</source>
      <translation>Nurieはインターネットに接続しないため、Web上の画像は取得できません。保存してからファイルをドロップしてください。</translation>
    </message>
    <message>
      <source>The dropped picture is damaged; save it first, then drop the file.</source>
      <translation>ドロップした画像は壊れています。保存してからファイルをドロップしてください。</translation>
    </message>
    <message>
      <source>There is no picture in what was dropped or pasted; copy a picture or drop its file.</source>
      <translation>ドロップまたは貼り付けた内容に画像がありません。画像をコピーするか、ファイルをドロップしてください。</translation>
    </message>
    <message>
      <source>{name} is empty; drop or paste a picture.</source>
      <translation>{name}は空です。画像をドロップするか貼り付けてください。</translation>
    </message>
  </context>
  <context>
    <name>PreferenceMenus</name>
    <message>
      <source>As the System</source>
      <translation>システムに合わせる</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>暗い</translation>
    </message>
    <message>
      <source>Keyboard Shortcuts…</source>
      <translation>ショートカットキー設定…</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>言語</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>明るい</translation>
    </message>
    <message>
      <source>The language changes when Nurie is opened again</source>
      <translation>言語はNurieの再起動後に切り替わります</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>テーマ</translation>
    </message>
  </context>
  <context>
    <name>PresetPanel</name>
    <message>
      <source>Add to the Present Tags</source>
      <translation>現在のタグに追加</translation>
    </message>
    <message>
      <source>Apply</source>
      <translation>適用</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>削除</translation>
    </message>
    <message>
      <source>Keep the present tags as a preset</source>
      <translation>現在のタグをプリセットとして登録</translation>
    </message>
    <message>
      <source>Presets</source>
      <translation>プリセット</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>名前を変更</translation>
    </message>
    <message>
      <source>Replace with the Present Tags</source>
      <translation>現在のタグで上書き</translation>
    </message>
  </context>
  <context>
    <name>Presets</name>
    <message>
      <source>Autumn</source>
      <translation>秋</translation>
    </message>
    <message>
      <source>Gold</source>
      <translation>金髪</translation>
    </message>
    <message>
      <source>Mint</source>
      <translation>ミント</translation>
    </message>
    <message>
      <source>Preset</source>
      <translation>プリセット</translation>
    </message>
    <message>
      <source>Raven</source>
      <translation>黒髪</translation>
    </message>
    <message>
      <source>Rose</source>
      <translation>ローズ</translation>
    </message>
    <message>
      <source>Silver</source>
      <translation>銀髪</translation>
    </message>
  </context>
  <context>
    <name>QApplication</name>
    <message>
      <source>Something went wrong inside Nurie ({error}).</source>
      <translation>Nurieの内部で問題が起きました（{error}）。</translation>
    </message>
  </context>
  <context>
    <name>ResultBinding</name>
    <message>
      <source>A model is needed to colour</source>
      <translation>着色にはモデルが必要です</translation>
    </message>
    <message>
      <source>Colouring…</source>
      <translation>着色中…</translation>
    </message>
    <message>
      <source>Drop a line drawing here to colour it</source>
      <translation>ここに線画をドロップすると着色します</translation>
    </message>
    <message>
      <source>Loading the model…</source>
      <translation>モデルを読み込み中…</translation>
    </message>
    <message>
      <source>Now a reference: a picture with the colours to take</source>
      <translation>次は参照画像です。色の手本にする画像を開いてください</translation>
    </message>
    <message>
      <source>Out of date</source>
      <translation>最新ではありません</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>プレビュー</translation>
    </message>
    <message>
      <source>The picture could not be coloured</source>
      <translation>着色できませんでした</translation>
    </message>
  </context>
  <context>
    <name>ShortcutsDialog</name>
    <message>
      <source>Assign</source>
      <translation>割り当て</translation>
    </message>
    <message>
      <source>Command</source>
      <translation>コマンド</translation>
    </message>
    <message>
      <source>Commands</source>
      <translation>コマンド</translation>
    </message>
    <message>
      <source>Keyboard Shortcuts</source>
      <translation>ショートカットキー設定</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>キー</translation>
    </message>
    <message>
      <source>New keys</source>
      <translation>新しいキー</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>リセット</translation>
    </message>
    <message>
      <source>Reset All</source>
      <translation>すべてリセット</translation>
    </message>
    <message>
      <source>Search commands</source>
      <translation>コマンドを検索</translation>
    </message>
    <message>
      <source>These are the keys of “{name}”, which will lose them.</source>
      <translation>このキーは「{name}」に使われています。割り当てると「{name}」からは外れます。</translation>
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <source>State</source>
      <translation>状態</translation>
    </message>
    <message>
      <source>colouring…</source>
      <translation>着色中…</translation>
    </message>
    <message>
      <source>no model</source>
      <translation>モデルなし</translation>
    </message>
    <message>
      <source>nothing to colour</source>
      <translation>着色する画像がありません</translation>
    </message>
    <message>
      <source>ready</source>
      <translation>完了</translation>
    </message>
    <message>
      <source>stale</source>
      <translation>未更新</translation>
    </message>
    <message>
      <source>{name} · {size} px</source>
      <translation>{name}・{size} px</translation>
    </message>
  </context>
  <context>
    <name>SwatchButton</name>
    <message>
      <source>Try this colour; rest on it to preview</source>
      <translation>この色を試します。カーソルを合わせるとプレビューします</translation>
    </message>
  </context>
  <context>
    <name>TagGroup</name>
    <message numerus="yes">
      <source>%n moved</source>
      <translation>
        <numerusform>%n 件変更</numerusform>
      </translation>
    </message>
    <message>
      <source>Favourites</source>
      <translation>お気に入り</translation>
    </message>
    <message>
      <source>Reset the tags of this group</source>
      <translation>このグループのタグをリセット</translation>
    </message>
    <message>
      <source>Reset {group}</source>
      <translation>{group}をリセット</translation>
    </message>
    <message>
      <source>{group} tags</source>
      <translation>{group}のタグ</translation>
    </message>
  </context>
  <context>
    <name>TagPanel</name>
    <message numerus="yes">
      <source>%n moved</source>
      <translation>
        <numerusform>%n 件変更</numerusform>
      </translation>
    </message>
    <message>
      <source>As the reference shows</source>
      <translation>参照画像のまま</translation>
    </message>
    <message>
      <source>No model is loaded. Choose one with File ▸ Open Model…</source>
      <translation>モデルが読み込まれていません。［ファイル］▸［モデルを開く…］で選んでください</translation>
    </message>
    <message>
      <source>No tag of this model matches.</source>
      <translation>このモデルに該当するタグはありません。</translation>
    </message>
    <message>
      <source>Put every tag back to what the reference shows</source>
      <translation>すべてのタグを参照画像の値に戻します</translation>
    </message>
    <message>
      <source>Reset All</source>
      <translation>すべてリセット</translation>
    </message>
    <message>
      <source>Search tags</source>
      <translation>タグを検索</translation>
    </message>
    <message>
      <source>This model colours from the reference alone; its tags cannot be moved.</source>
      <translation>このモデルは参照画像だけで着色します。タグは変更できません。</translation>
    </message>
  </context>
  <context>
    <name>TagSlider</name>
    <message>
      <source>Add to Favourites</source>
      <translation>お気に入りに追加</translation>
    </message>
    <message>
      <source>End Solo</source>
      <translation>ソロを解除</translation>
    </message>
    <message>
      <source>Favourite {tag}</source>
      <translation>{tag}をお気に入りにする</translation>
    </message>
    <message>
      <source>Favourite: also show it at the top</source>
      <translation>お気に入り：一番上にも表示します</translation>
    </message>
    <message>
      <source>Mute</source>
      <translation>ミュート</translation>
    </message>
    <message>
      <source>Mute {tag}</source>
      <translation>{tag}をミュート</translation>
    </message>
    <message>
      <source>Mute: keep this change without applying it</source>
      <translation>ミュート：変更を残したまま適用しません</translation>
    </message>
    <message>
      <source>Only This Colour</source>
      <translation>この色だけにする</translation>
    </message>
    <message>
      <source>Only this colour: put the others of this group at 0</source>
      <translation>この色だけ：グループのほかの色を0にします</translation>
    </message>
    <message>
      <source>Only {tag}</source>
      <translation>{tag}だけにする</translation>
    </message>
    <message>
      <source>Remove from Favourites</source>
      <translation>お気に入りから外す</translation>
    </message>
    <message>
      <source>Reset to the Reference</source>
      <translation>参照画像の値に戻す</translation>
    </message>
    <message>
      <source>Solo</source>
      <translation>ソロ</translation>
    </message>
    <message>
      <source>Solo {tag}</source>
      <translation>{tag}をソロにする</translation>
    </message>
    <message>
      <source>Solo: apply this change alone</source>
      <translation>ソロ：この変更だけを適用します</translation>
    </message>
    <message>
      <source>The reference shows {value:.2f}</source>
      <translation>参照画像の値：{value:.2f}</translation>
    </message>
    <message>
      <source>Try {tag}</source>
      <translation>{tag}を試す</translation>
    </message>
    <message>
      <source>Unmute</source>
      <translation>ミュートを解除</translation>
    </message>
    <message>
      <source>{tag}, as a number</source>
      <translation>{tag}の数値</translation>
    </message>
  </context>
  <context>
    <name>VariantsWindow</name>
    <message>
      <source>A click takes a variant; it can be undone.</source>
      <translation>クリックで採用します。取り消しもできます。</translation>
    </message>
    <message>
      <source>Across</source>
      <translation>横</translation>
    </message>
    <message>
      <source>Add References…</source>
      <translation>参照画像を追加…</translation>
    </message>
    <message>
      <source>All moves, from none to twice as strong</source>
      <translation>すべての変更を、なしから2倍の強さまで</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>キャンセル</translation>
    </message>
    <message>
      <source>Colour</source>
      <translation>着色</translation>
    </message>
    <message>
      <source>Down</source>
      <translation>縦</translation>
    </message>
    <message>
      <source>No tag is moved yet: there is nothing to make stronger.</source>
      <translation>変更したタグがないため、強さを変えられません。</translation>
    </message>
    <message>
      <source>Open a sketch and a reference first.</source>
      <translation>先に線画と参照画像を開いてください。</translation>
    </message>
    <message>
      <source>Over references</source>
      <translation>参照画像ごと</translation>
    </message>
    <message>
      <source>Over strengths</source>
      <translation>強さごと</translation>
    </message>
    <message>
      <source>Over two tags</source>
      <translation>2つのタグ</translation>
    </message>
    <message>
      <source>Progress of the variants</source>
      <translation>バリエーションの進行状況</translation>
    </message>
    <message numerus="yes">
      <source>References added: %n</source>
      <translation>
        <numerusform>追加した参照画像：%n 枚</numerusform>
      </translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>段階</translation>
    </message>
    <message>
      <source>Take “{name}”</source>
      <translation>「{name}」を採用</translation>
    </message>
    <message>
      <source>Up to</source>
      <translation>最大</translation>
    </message>
    <message>
      <source>Variants</source>
      <translation>バリエーション</translation>
    </message>
    <message>
      <source>What to vary</source>
      <translation>変化させるもの</translation>
    </message>
    <message>
      <source>present</source>
      <translation>現在</translation>
    </message>
  </context>
  <context>
    <name>ViewActions</name>
    <message>
      <source>Mirror View</source>
      <translation>左右反転表示</translation>
    </message>
    <message>
      <source>Neither mirrored nor turned</source>
      <translation>反転と回転を元に戻します</translation>
    </message>
    <message>
      <source>Swap left and right on the screen only</source>
      <translation>画面上の表示だけを左右反転します</translation>
    </message>
    <message>
      <source>Turn View Left</source>
      <translation>表示を左に回転</translation>
    </message>
    <message>
      <source>Turn View Right</source>
      <translation>表示を右に回転</translation>
    </message>
    <message>
      <source>Upright View</source>
      <translation>反転・回転をリセット</translation>
    </message>
  </context>
  <context>
    <name>Workspace</name>
    <message>
      <source>Saved {name}</source>
      <translation>{name}を保存しました</translation>
    </message>
  </context>
</TS>
